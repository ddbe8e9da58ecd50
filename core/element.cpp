#include "core/element.hpp"

#include <algorithm>

namespace haat {

const Element::Attribute* Element::find(std::string_view wanted_space,
                                        std::string_view wanted) const {
  const auto at = std::find_if(attributes.begin(), attributes.end(), [&](const Attribute& each) {
    return each.name == wanted && each.name_space == wanted_space;
  });
  return at == attributes.end() ? nullptr : &*at;
}

const std::string_view* Element::attribute(std::string_view wanted_space,
                                           std::string_view wanted) const {
  const auto* found = find(wanted_space, wanted);
  return found == nullptr ? nullptr : &found->value;
}

const Element* Element::child(std::string_view wanted) const {
  const auto at = std::find_if(children.begin(), children.end(), [&](const Element& each) {
    return each.name == wanted && !each.foreign;
  });
  return at == children.end() ? nullptr : &*at;
}

std::string collapse(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  bool gap = false;
  for (const char c : text) {
    const bool blank = c == ' ' || c == '\t' || c == '\r' || c == '\n';
    if (!blank && gap && !result.empty()) result += ' ';
    if (!blank) result += c;
    gap = blank;
  }
  return result;
}

}  // namespace haat
