#include "core/qa/same_value.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "core/qa/rule.hpp"

namespace haat {
namespace {

using Refused = std::map<Place, Severity>;  // by where the value stands

Refused refused_by_schema(const std::vector<Finding>& findings, const std::string& path) {
  Refused refused;
  for (const auto& finding : findings)
    if (finding.path == path && finding.column > 0 &&
        find_rule(finding.rule)->layer == Layer::schema) {
      auto& severity =
          refused.try_emplace({finding.line, finding.column}, finding.severity).first->second;
      severity = std::max(severity, finding.severity);
    }
  return refused;
}

void add_attributes(const Element& element, const Refused& among, std::set<Place>& places) {
  for (const auto& attribute : element.attributes)
    if (among.contains(attribute.place)) places.insert(attribute.place);
  for (const auto& child : element.children) add_attributes(child, among, places);
}

}  // namespace

void tell_refused_values_once(std::vector<Finding>& findings, const Manifest& manifest) {
  if (!manifest.root || !manifest.structure) return;
  const auto& path = manifest.structure->manifest;
  const auto refused = refused_by_schema(findings, path);
  if (refused.empty()) return;
  std::set<Place> attributes;
  add_attributes(*manifest.root, refused, attributes);
  std::erase_if(findings, [&](const Finding& finding) {
    const Place place(finding.line, finding.column);
    return finding.path == path && attributes.contains(place) &&
           find_rule(finding.rule)->layer != Layer::schema && finding.severity <= refused.at(place);
  });
}

}  // namespace haat
