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
    if (problem.id == id) report(problem.path, problem.place, problem.message);
}

template <class OnResource>
void each_resource(const Subject& subject, OnResource on_resource) {
  if (!subject.manifest.structure) return;
  for (const auto& resource : subject.manifest.structure->resources)
    on_resource(*subject.manifest.structure, resource);
}

// The file in which a resource stands.
inline const std::string& source_of(const CourseStructure& course, const Resource& resource) {
  return resource.source.empty() ? course.manifest : resource.source;
}

// Every element of the manifest, outer ones first. The depth is bounded by the manifest's.
template <class OnElement>
void each_element(const Subject& subject, OnElement on_element) {
  const auto walk = [&](const auto& self, const Element& element) -> void {
    on_element(element);
    for (const auto& child : element.children) self(self, child);
  };
  if (subject.manifest.root) walk(walk, *subject.manifest.root);
}

inline bool is_scorm(const Subject& subject) {
  return subject.manifest.structure && haat::is_scorm(subject.manifest.structure->standard);
}
inline bool is_scorm2004(const Subject& subject) {
  return subject.manifest.structure && haat::is_scorm2004(subject.manifest.structure->standard);
}

// The elements that a learner sees by their title.
inline bool is_titled(std::string_view name) {
  return name == "organization" || name == "item" || name == "course" || name == "block" ||
         name == "au";
}
inline bool is_blank(const Element& element) {
  if (!element.text.empty()) return false;
  for (const auto& child : element.children)
    if (!is_blank(child)) return false;
  return true;
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
