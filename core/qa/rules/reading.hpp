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

// Every element but the outermost, with the one around it.
template <class OnElement>
void each_inner_element(const Subject& subject, OnElement on_element) {
  each_element(subject, [&](const Element& parent) {
    for (const auto& child : parent.children) on_element(parent, child);
  });
}

inline bool is(const Element& element, std::string_view name_space, std::string_view name) {
  return element.name == name && element.name_space == name_space;
}

// The attribute with its place; nullptr: there is none.
inline const Element::Attribute* find_attribute(const Element& element, std::string_view name_space,
                                                std::string_view name) {
  for (const auto& each : element.attributes)
    if (each.name == name && each.name_space == name_space) return &each;
  return nullptr;
}

// White space collapsed, as in values of the types xs:ID, xs:IDREF and xs:anyURI.
inline std::string collapsed_value(const Element& element, std::string_view name) {
  const auto* value = element.attribute("", name);
  return value == nullptr ? std::string() : collapse(*value);
}

// For a rule that looks at a manifest's elements.
inline void report_in_manifest(const Subject& subject, const Rule::Reporter& report, Place place,
                               const std::string& message) {
  report(subject.manifest.structure->manifest, place, message);
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
