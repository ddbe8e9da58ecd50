#pragma once

#include <string_view>

#include "core/manifest/address.hpp"
#include "core/qa/rule.hpp"

// What several rules read a subject by.
namespace haat::rules {

// A rule that passes on what the audit of the container found (core/package/zip_audit.hpp).
inline void report_defects(const Subject& subject, std::string_view id,
                           const Rule::Reporter& report) {
  for (const auto& defect : subject.package.defects())
    if (defect.id == id) report(defect.path, 0, defect.message);
}

// The same for what was found while the manifest was read (core/manifest/manifest.hpp).
inline void report_problems(const Subject& subject, std::string_view id,
                            const Rule::Reporter& report) {
  for (const auto& problem : subject.manifest.problems)
    if (problem.id == id) report(problem.path, problem.line, problem.message);
}

template <class OnResource>
void each_resource(const Subject& subject, OnResource on_resource) {
  if (!subject.manifest.structure) return;
  for (const auto& resource : subject.manifest.structure->resources)
    on_resource(*subject.manifest.structure, resource);
}

// Every item of every organization, parents first. The depth is bounded by the manifest's.
template <class OnItem>
void each_item(const Subject& subject, OnItem on_item) {
  if (!subject.manifest.structure) return;
  const auto& course = *subject.manifest.structure;
  const auto walk = [&](const auto& self, const std::vector<Item>& items) -> void {
    for (const auto& item : items) {
      on_item(course, item);
      self(self, item.children);
    }
  };
  for (const auto& organization : course.organizations) walk(walk, organization.items);
}

}  // namespace haat::rules
