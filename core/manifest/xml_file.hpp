#pragma once

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
// not resolve namespaces.
struct XmlElement {
  struct Attribute {
    std::string name;  // with its prefix; "xmlns" and "xmlns:p" are attributes like others
    std::string value;
    Place place;
  };
  std::string name;        // with its prefix
  std::string name_space;  // what the prefix stands for there
  std::vector<Attribute> attributes;
  std::string text;  // of the element itself, white space collapsed
  std::vector<XmlElement> children;
  Place place;

  const std::string* attribute(std::string_view name) const;  // nullptr: it has none
  std::string_view local_name() const;
};

struct XmlFile {
  std::optional<XmlElement> root;  // none: it is not well-formed, or past a limit
  bool doctype = false;            // has a document type declaration
  std::string problem;             // why there is no root
};

// The Error is for a package that cannot be read.
Result<XmlFile> read_xml_file(const Package& package, const std::string& path,
                              const Limits& limits = {});

}  // namespace haat
