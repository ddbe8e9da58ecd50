#pragma once

#include "core/ascii.hpp"
#include "core/qa/rules/reading.hpp"

namespace haat::rules {

// Elements and attributes whose names are wrong but for their letters' case: the schema has told
// them, and no rule tells that what they mean is missing.
class Misspelt {
 public:
  explicit Misspelt(const Subject& subject) {
    std::set<Place> told;
    for (const auto& problem : subject.manifest.problems)
      if (problem.id == "element-unexpected" || problem.id == "attribute-unexpected")
        told.insert(problem.place);
    if (told.empty()) return;
    each_element(subject, [&](const Element& element) {
      for (const auto& child : element.children)
        if (told.contains(child.place)) children_.emplace(element.place, lower_case(child.name));
      for (const auto& attribute : element.attributes)
        if (told.contains(attribute.place))
          attributes_.emplace(element.place, lower_case(attribute.name));
    });
  }

  // Of the element that stands at a place.
  bool has_child(Place parent, std::string_view name) const {
    return !children_.empty() && children_.contains({parent, lower_case(name)});
  }
  bool has_attribute(Place owner, std::string_view name) const {
    return !attributes_.empty() && attributes_.contains({owner, lower_case(name)});
  }

 private:
  std::set<std::pair<Place, std::string>> children_,
      attributes_;  // by where they are, in lower case
};

}  // namespace haat::rules
