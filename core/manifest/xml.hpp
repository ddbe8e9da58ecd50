#pragma once

#include <functional>
#include <memory>
#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "core/manifest/manifest.hpp"
#include "core/package/limits.hpp"

namespace haat {

// A manifest that is well-formed, as a tree with line numbers. Read by libxml2 first, which knows
// what XML is, and then by pugixml, which is pleasant to walk but takes almost anything. No entity
// is expanded and nothing is fetched.
class XmlDocument {
 public:
  // The document, or why there is none: the problems have the ids manifest-not-well-formed,
  // manifest-too-deep, manifest-too-large, manifest-entities.
  static std::unique_ptr<XmlDocument> parse(std::string_view bytes, const std::string& path,
                                            const Limits& limits,
                                            std::vector<ManifestProblem>& problems);
  ~XmlDocument();
  XmlDocument(const XmlDocument&) = delete;
  XmlDocument& operator=(const XmlDocument&) = delete;

  pugi::xml_node root() const;
  bool has_doctype() const;
  Place place(const pugi::xml_node& node) const;  // of its "<"
  Place place(const pugi::xml_attribute& attribute) const;
  Element elements(NameSpaces& name_spaces) const;  // all of it, for rules

  // Appends what the schema of `set` ("scorm12", "scorm2004-4"; see schemas.cpp) finds wrong. Once
  // only: what is needed for it alone takes most of the memory, and goes with it.
  void validate(const char* set, std::vector<ManifestProblem>& problems);

 private:
  Place at(std::ptrdiff_t offset) const;
  Place place_of(const pugi::xml_node& node, std::string_view attribute) const;

  struct State;
  explicit XmlDocument(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

// Names without their prefix, and what the prefix stands for there.
std::string_view local_name(const pugi::xml_node& node);
std::string_view namespace_of(const pugi::xml_node& node);

// Children by local name, whatever their prefix.
std::vector<pugi::xml_node> children(const pugi::xml_node& node, std::string_view name);
pugi::xml_node child(const pugi::xml_node& node,
                     std::string_view name);  // the first, or an empty node

// An attribute of a namespace ("" for none).
pugi::xml_attribute attribute(const pugi::xml_node& node, std::string_view name_space,
                              std::string_view name);

std::string collapsed(std::string_view text);  // XML Schema's whiteSpace="collapse"
std::string text_of(
    const pugi::xml_node& node);  // of the node and below, collapsed; "" for an empty node

}  // namespace haat
