#pragma once

#include <memory>
#include <optional>
#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/manifest/manifest.hpp"
#include "core/package/limits.hpp"
#include "core/text_places.hpp"

namespace haat {

// XML that is well-formed, as pugixml's tree. Read by libxml2 first, which knows what XML is, and
// then by pugixml, which is pleasant to walk but takes almost anything. No entity is expanded and
// nothing is fetched.
struct ParsedXml {
  std::string text;  // UTF-8, without a byte order mark
  TextPlaces places;
  std::vector<char> values;  // the same, overwritten by pugixml: names and values point into it
  pugi::xml_document tree;
  bool doctype;  // has a document type declaration

  ParsedXml(std::string utf8, bool has_doctype);

  Place place(const pugi::xml_node& node) const;  // of its "<"
  Place place(const pugi::xml_attribute& attribute) const;
};

// Or why there is none: the problems have the ids manifest-not-well-formed, manifest-too-deep,
// manifest-too-large, manifest-entities, manifest-encoding-wrong.
std::unique_ptr<ParsedXml> parse_xml(std::string bytes, const std::string& path,
                                     const Limits& limits, std::vector<ManifestProblem>& problems);

std::string_view prefix_of(std::string_view name);  // "" for none
std::string_view without_prefix(std::string_view name);
// "xmlns:p" -> "p", "xmlns" -> ""; none: the attribute declares no prefix.
std::optional<std::string_view> declared_prefix(std::string_view attribute);

// What the prefixes stand for, on a walk from an element to those in it and back.
class Prefixes {
 public:
  Prefixes();
  void enter(const pugi::xml_node& element);
  void leave(const pugi::xml_node& element);
  std::string_view find(std::string_view prefix) const;  // "": nothing

 private:
  std::unordered_map<std::string_view, std::vector<std::string_view>> declared_;  // the last counts
};

}  // namespace haat
