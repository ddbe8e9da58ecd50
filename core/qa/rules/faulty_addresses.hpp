#pragma once

#include <set>

#include "core/qa/rules/reading.hpp"

namespace haat::rules {

// The addresses in a manifest that mean no file: they themselves, or an xml:base on whichever
// element around them, have a fault, which is told where it stands.
class FaultyAddresses {
 public:
  explicit FaultyAddresses(const Subject& subject) {
    const auto walk = [&](const auto& self, const Element& element, bool lost) -> void {
      const auto* base = element.find(xmlns::xml, "base");
      lost = lost || (base != nullptr && (collapse(base->value).empty() ||
                                          !base_fault(collapse(base->value)).empty()));
      const auto* href = element.find("", "href");
      if (href != nullptr && (lost || !address_fault(collapse(href->value)).empty()))
        places_.insert(href->place);
      if (lost && element.name == "location") places_.insert(element.place);
      for (const auto& child : element.children) self(self, child, lost);
    };
    if (subject.manifest.root) walk(walk, *subject.manifest.root, false);
  }
  // The place of an href, or of a <location>.
  bool contains(Place address) const { return places_.contains(address); }

 private:
  std::set<Place> places_;
};

}  // namespace haat::rules
