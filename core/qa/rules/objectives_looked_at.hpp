#pragma once

#include <map>

#include "core/qa/rules/sequencing.hpp"

namespace haat::rules {

// Objectives at which the sequencing rules of an activity look and that it does not have, each
// where it is looked at first.
inline std::map<std::string, Place> missing_objectives_looked_at(const Element& sequencing,
                                                                 const ObjectiveIds& known) {
  std::map<std::string, Place> missing;
  const auto* rules = sequencing.child("sequencingRules");
  if (rules == nullptr) return missing;
  for (const auto& rule : rules->children)
    for (const auto& conditions : rule.children)
      for (const auto& condition : conditions.children) {
        const auto* wanted = condition.find("", "referencedObjective");
        if (wanted != nullptr && !collapse(wanted->value).empty() &&
            !known.has(sequencing, wanted->value))
          missing.emplace(collapse(wanted->value), wanted->place);
      }
  return missing;
}

}  // namespace haat::rules
