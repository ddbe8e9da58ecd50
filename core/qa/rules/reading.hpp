#pragma once

#include <algorithm>
#include <initializer_list>
#include <map>
#include <set>
#include <string>
#include <string_view>

#include "core/manifest/address.hpp"
#include "core/manifest/name_spaces.hpp"
#include "core/qa/rule.hpp"

// What several rules read a subject by.
namespace haat::rules {

// The check of a rule whose defect the audit of the container finds, under the rule's own id
// (core/package/zip_audit.hpp).
template <const Rule& rule>
void told_by_audit(const Subject& subject, const Rule::Reporter& report) {
  for (const auto& defect : subject.package.defects())
    if (defect.id == rule.id) report(defect.path, 0, defect.message);
}

// The same for what is found while the manifest is read (core/manifest/manifest.hpp), but for what
// another rule tells at these places.
inline void report_problems(std::string_view id, const Subject& subject,
                            const Rule::Reporter& report, const std::set<Place>& told = {}) {
  for (const auto& problem : subject.manifest.problems)
    if (problem.id == id && !told.contains(problem.place))
      report(problem.path, problem.place, problem.message);
}
template <const Rule& rule>
void told_by_reader(const Subject& subject, const Rule::Reporter& report) {
  report_problems(rule.id, subject, report);
}

// Where something of these kinds has been told while the manifest was read.
inline std::set<Place> places_told(const Subject& subject,
                                   std::initializer_list<std::string_view> ids) {
  std::set<Place> told;
  for (const auto& problem : subject.manifest.problems)
    if (std::find(ids.begin(), ids.end(), problem.id) != ids.end()) told.insert(problem.place);
  return told;
}

// Whether the schema has said that the element at a place lacks such a child.
inline bool lacks_by_schema(const Subject& subject, Place parent, std::string_view name) {
  const auto& problems = subject.manifest.problems;
  return std::any_of(problems.begin(), problems.end(), [&](const ManifestProblem& problem) {
    return problem.id == "element-missing" && problem.place == parent && problem.about == name;
  });
}

// Whether the schema has said that the text of the element at a place is wrong.
inline bool told_by_schema(const Subject& subject, Place element) {
  const auto& problems = subject.manifest.problems;
  return std::any_of(problems.begin(), problems.end(), [&](const ManifestProblem& problem) {
    return problem.place == element && problem.id.starts_with("value-");
  });
}

template <class OnResource>
void each_resource(const Subject& subject, OnResource on_resource) {
  if (!subject.manifest.structure) return;
  for (const auto& resource : subject.manifest.structure->resources)
    on_resource(*subject.manifest.structure, resource);
}

// Why an xml:base does not mean the same folder everywhere; empty: it does. A rule about it tells
// it, and no other what follows for the addresses below it.
inline std::string base_fault(std::string_view base) {
  if (auto fault = address_fault(base); !fault.empty()) return fault;
  if (const auto within = package_path(base, "x"); leads_out(within) && !is_absolute_url(within))
    return "it leads out of the package";
  return base.empty() || base.ends_with('/') ? "" : "it does not end with a slash";
}

// Whether a schema has judged a manifest of IMS Content Packaging.
inline bool has_packaging_schema(const CourseStructure& course) {
  return haat::is_scorm(course.standard) || is_common_cartridge(course.standard) ||
         course.standard == Standard::content_packaging;
}

// There are no <resources>: nothing in it can be found, and the schema has said why.
inline bool lacks_resources(const Subject& subject) {
  return subject.manifest.root && subject.manifest.structure &&
         has_packaging_schema(*subject.manifest.structure) &&
         subject.manifest.root->child("resources") == nullptr;
}

// SCORM's package of resources alone, which nobody launches: SCORM 1.2 CAM 2.3.5.1, SCORM 2004 CAM
// 3.5.1. What names a default organization means to have one.
inline bool is_resource_package(const Subject& subject) {
  if (!subject.manifest.root || !subject.manifest.structure ||
      !haat::is_scorm(subject.manifest.structure->standard))
    return false;
  const auto* organizations = subject.manifest.root->child("organizations");
  return organizations != nullptr && organizations->children.empty() &&
         organizations->attributes.empty() && !lacks_resources(subject);
}

// The file in which a resource stands.
inline const std::string& source_of(const CourseStructure& course, const Resource& resource) {
  return resource.source.empty() ? course.manifest : resource.source;
}

// Reports at what an item waits for.
inline void report_at_prerequisites(const CourseStructure& course, const Item& item,
                                    const Rule::Reporter& report, const std::string& message) {
  if (const auto& details = details_of(item); !details.prerequisites_source.empty())
    return report(details.prerequisites_source, details.prerequisites_place, message);
  report(item.source.empty() ? course.manifest : item.source, item.place, message);
}

// Every element of the manifest, outer ones first, with those of extensions. The depth is bounded
// by the manifest's.
template <class OnElement>
void each_written_element(const Subject& subject, OnElement on_element) {
  const auto walk = [&](const auto& self, const Element& element) -> void {
    on_element(element);
    for (const auto& child : element.children) self(self, child);
  };
  if (subject.manifest.root) walk(walk, *subject.manifest.root);
}

// Those that a standard may give a meaning.
template <class OnElement>
void each_element(const Subject& subject, OnElement on_element) {
  each_written_element(subject, [&](const Element& element) {
    if (!element.foreign) on_element(element);
  });
}

// Of the manifest's own vocabulary: LOM has a <resource>, too.
inline bool is_resource(const Subject& subject, const Element& element) {
  return element.name == "resource" && element.name_space == subject.manifest.root->name_space;
}

// Every element but the outermost, with the one around it.
template <class OnElement>
void each_inner_element(const Subject& subject, OnElement on_element) {
  each_written_element(subject, [&](const Element& parent) {
    for (const auto& child : parent.children)
      if (!child.foreign) on_element(parent, child);
  });
}

inline bool is(const Element& element, std::string_view name_space, std::string_view name) {
  return element.name == name && element.name_space == name_space;
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
inline bool is_scorm12(const Subject& subject) {
  return subject.manifest.structure && subject.manifest.structure->standard == Standard::scorm12;
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
