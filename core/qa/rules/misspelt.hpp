#pragma once

#include <algorithm>

#include "core/ascii.hpp"
#include "core/nearest.hpp"
#include "core/qa/rules/reading.hpp"

namespace haat::rules {

// Elements and attributes that the schema has told: they are in other letters than the standard's,
// or stand where they do not belong. No rule tells that what they mean is missing.
class Misspelt {
 public:
  explicit Misspelt(const Subject& subject) {
    const auto told = places_told(subject, {"element-unexpected", "attribute-unexpected",
                                            "element-repeated", "element-misplaced"});
    if (told.empty()) return;
    each_element(subject, [&](const Element& element) {
      for (const auto& child : element.children)
        if (told.contains(child.place)) {
          children_.emplace(element.place, child.name);
          anywhere_.emplace(child.name, &child);
        }
      for (const auto& attribute : element.attributes)
        if (told.contains(attribute.place)) attributes_.emplace(element.place, attribute.name);
    });
  }

  // Of the element that stands at a place.
  bool has_child(Place parent, std::string_view name) const { return has(children_, parent, name); }
  bool has_attribute(Place owner, std::string_view name) const {
    return has(attributes_, owner, name);
  }
  // Of any name.
  bool has_children(Place parent) const { return children_.contains(parent); }
  // The same, or of that name anywhere else: it is missed once.
  bool take_child(Place parent, std::string_view name) {
    if (has_child(parent, name)) return true;
    const auto at = anywhere_.find(name);
    if (at == anywhere_.end()) return false;
    anywhere_.erase(at);
    return true;
  }
  // Whether one of them, wherever it stands, is of that name or in other letters.
  bool means(std::string_view name) const {
    return std::any_of(anywhere_.begin(), anywhere_.end(),
                       [&](const auto& each) { return may_mean(each.first, name); });
  }
  template <class OnElement>
  void each_element_told(OnElement on_element) const {
    for (const auto& each : anywhere_) on_element(*each.second);
  }

 private:
  using Names = std::multimap<Place, std::string_view>;  // by what they are of

  static bool has(const Names& names, Place place, std::string_view name) {
    const auto [from, to] = names.equal_range(place);
    return std::any_of(from, to, [&](const auto& each) { return may_mean(each.second, name); });
  }

  Names children_, attributes_;
  std::multimap<std::string_view, const Element*> anywhere_;
};

}  // namespace haat::rules
