#include "core/qa/groups.hpp"

#include <map>

#include "core/qa/rule.hpp"

namespace haat {

std::vector<Group> groups_of(const Report& report) {
  std::map<std::pair<int, std::string>, Group> groups;
  for (const auto& finding : report.findings) {
    auto& group = groups[{-static_cast<int>(finding.severity), finding.rule}];
    group.findings.push_back(&finding);
  }
  std::vector<Group> sorted;
  for (auto& [key, group] : groups) {
    group.id = key.second;
    group.rule = find_rule(key.second);
    group.severity = group.findings.front()->severity;
    sorted.push_back(std::move(group));
  }
  return sorted;
}

}  // namespace haat
