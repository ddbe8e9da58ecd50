#pragma once

#include <string>
#include <vector>

#include "core/qa/finding.hpp"

namespace haat {

struct Rule;

// What one rule found: why it matters and what to do about it is said once for all of it.
struct Group {
  std::string id;
  const Rule* rule;  // nullptr: a report of another version names a rule that this one lacks
  Severity severity;
  std::vector<const Finding*> findings;
};

// The worst first, then by id. The report has to outlive them.
std::vector<Group> groups_of(const Report& report);

}  // namespace haat
