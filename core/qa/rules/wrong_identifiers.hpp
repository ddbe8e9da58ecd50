#pragma once

#include <map>
#include <set>

#include "core/qa/rules/reading.hpp"

namespace haat::rules {

// The elements of a manifest whose identifiers are malformed or another's, which is told where they
// stand: what leads nowhere may be meant to lead there.
class WrongIdentifiers {
 public:
  explicit WrongIdentifiers(const Subject& subject) {
    const auto malformed = places_told(subject, {"identifier-malformed"});
    std::map<std::string, int> uses;
    each_element(subject, [&](const Element& element) {
      if (element.find("", "identifier") != nullptr) ++uses[collapsed_value(element, "identifier")];
    });
    each_element(subject, [&](const Element& element) {
      const auto* identifier = element.find("", "identifier");
      if (identifier != nullptr &&
          (malformed.contains(identifier->place) || uses[collapse(identifier->value)] > 1))
        elements_.insert(element.place);
    });
  }

  bool has(Place element) const { return elements_.contains(element); }

 private:
  std::set<Place> elements_;
};

}  // namespace haat::rules
