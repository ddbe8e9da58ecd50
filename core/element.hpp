#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/place.hpp"

namespace haat {

// A manifest or a page as rules see it: what stands in the file, whether any standard gives it a
// meaning or not. Every text is kept by whoever keeps the tree: it may be a hundred thousand
// elements, and rules only look.
struct Element {
  struct Attribute {
    std::string_view name_space;  // as the element's
    std::string_view name;        // without its prefix
    std::string_view value;       // as written
    Place place;
  };
  std::string_view name_space;  // "" for none
  std::string_view name;        // without its prefix
  std::vector<Attribute> attributes;
  std::string_view text;  // of the element itself, not of those below, white space collapsed
  std::vector<Element> children;
  Place place;
  // Of somebody's extension: it means nothing to a standard, whatever its name.
  bool foreign = false;

  // nullptr: none
  const Attribute* find(std::string_view name_space, std::string_view name) const;
  const std::string_view* attribute(std::string_view name_space, std::string_view name) const;
  const Element* child(std::string_view name) const;  // the first that is not foreign
};

// XML Schema's whiteSpace="collapse".
std::string collapse(std::string_view text);

// As C++26 has it.
inline std::string operator+(std::string left, std::string_view right) {
  return left.append(right);
}
inline std::string operator+(std::string_view left, const std::string& right) {
  return std::string(left).append(right);
}

}  // namespace haat
