#include "core/element.hpp"

#include <algorithm>

namespace haat {

const std::string* Element::attribute(std::string_view wanted_space,
                                      std::string_view wanted) const {
  const auto at = std::find_if(attributes.begin(), attributes.end(), [&](const Attribute& each) {
    return each.name == wanted && each.name_space == wanted_space;
  });
  return at == attributes.end() ? nullptr : &at->value;
}

const Element* Element::child(std::string_view wanted) const {
  const auto at = std::find_if(children.begin(), children.end(),
                               [&](const Element& each) { return each.name == wanted; });
  return at == children.end() ? nullptr : &*at;
}

}  // namespace haat
