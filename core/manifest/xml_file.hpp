#pragma once

#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/package/limits.hpp"
#include "core/package/package.hpp"
#include "core/place.hpp"
#include "core/result.hpp"

namespace haat {

// XML as it is written, prefixes and declarations of namespaces and all: what programs see that do
// not resolve namespaces. Its texts are the file's: they may be a hundred thousand.
struct XmlElement {
  struct Attribute {
    std::string_view name;  // with its prefix; "xmlns" and "xmlns:p" are attributes like others
    std::string_view value;
    Place place;
  };
  std::string_view name;        // with its prefix
  std::string_view name_space;  // what the prefix stands for there
  std::vector<Attribute> attributes;
  std::string_view text;  // of the element itself, white space collapsed
  std::vector<XmlElement> children;
  Place place;

  const std::string_view* attribute(std::string_view name) const;  // nullptr: it has none
  std::string_view local_name() const;
};

struct XmlFile {
  std::optional<XmlElement> root;  // none: it is not well-formed, or past a limit
  bool doctype = false;            // has a document type declaration
  std::string problem;             // why there is no root
  // What the elements' texts point into.
  std::vector<char> values;
  std::deque<std::string> collapsed;
};

// The Error is for a package that cannot be read.
Result<XmlFile> read_xml_file(const Package& package, const std::string& path,
                              const Limits& limits = {});

}  // namespace haat
