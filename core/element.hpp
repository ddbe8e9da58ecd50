#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/place.hpp"

namespace haat {

// A manifest as rules see it: what stands in the file, whether any standard gives it a meaning or
// not.
struct Element {
  struct Attribute {
    std::string_view name_space;  // as the element's
    std::string name;             // without its prefix
    std::string value;            // as written
    Place place;
  };
  std::string_view name_space;  // "" for none; kept by whoever keeps the tree: they are few
  std::string name;             // without its prefix
  std::vector<Attribute> attributes;
  std::string text;  // of the element itself, not of those below, white space collapsed
  std::vector<Element> children;
  Place place;

  const std::string* attribute(std::string_view name_space, std::string_view name) const;
  const Element* child(std::string_view name) const;  // the first; nullptr: none
};

// XML Schema's whiteSpace="collapse".
std::string collapse(std::string_view text);

}  // namespace haat
