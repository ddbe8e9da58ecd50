#pragma once

#include <algorithm>

#include "core/ascii.hpp"
#include "core/qa/rules/reading.hpp"

namespace haat::rules {

// Elements and attributes whose names are wrong but for their letters' case: the schema has told
// them, and no rule tells that what they mean is missing.
class Misspelt {
 public:
  explicit Misspelt(const Subject& subject) {
    for (const auto& problem : subject.manifest.problems)
      if (problem.id == "element-unexpected" || problem.id == "attribute-unexpected")
        told_.insert(key(problem.place));
    if (!told_.empty())
      each_element(subject,
                   [&](const Element& element) { elements_[key(element.place)] = &element; });
  }

  // Of the element that stands at a place.
  bool has_child(Place parent, std::string_view name) const {
    const auto* element = at(parent);
    return element != nullptr && is_there(element->children, name);
  }
  bool has_attribute(Place owner, std::string_view name) const {
    const auto* element = at(owner);
    return element != nullptr && is_there(element->attributes, name);
  }

 private:
  using Key = std::pair<int, int>;
  static Key key(Place place) { return {place.line, place.column}; }

  const Element* at(Place place) const {
    const auto found = elements_.find(key(place));
    return found == elements_.end() ? nullptr : found->second;
  }
  template <class Named>
  bool is_there(const Named& all, std::string_view name) const {
    return std::any_of(all.begin(), all.end(), [&](const auto& each) {
      return equal_but_for_case(each.name, name) && told_.contains(key(each.place));
    });
  }

  std::set<Key> told_;
  std::map<Key, const Element*> elements_;
};

}  // namespace haat::rules
