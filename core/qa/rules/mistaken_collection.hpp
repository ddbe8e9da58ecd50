#pragma once

#include <algorithm>

#include "core/ascii.hpp"
#include "core/qa/rules/sequencing.hpp"

namespace haat::rules {

// A <sequencingCollection> in other letters, which the schema lets be and in which activities look
// for their sequencing: that they find none there is what is wrong. nullptr: there is none.
inline const Element* mistaken_collection(const Subject& subject) {
  const auto& children = subject.manifest.root->children;
  const auto found = std::find_if(children.begin(), children.end(), [](const Element& child) {
    return child.name_space == imsss && child.name != "sequencingCollection" &&
           equal_but_for_case(child.name, "sequencingCollection");
  });
  if (found == children.end()) return nullptr;
  bool wanted = false;
  each_sequencing(subject, [&](const Element& parent, const Element& sequencing) {
    wanted = wanted || (&parent != &*found && !collapsed_value(sequencing, "IDRef").empty());
  });
  return wanted ? &*found : nullptr;
}

}  // namespace haat::rules
