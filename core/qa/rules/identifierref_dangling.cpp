#include <set>

#include "core/qa/rules/dangling.hpp"
#include "core/qa/rules/misspelt.hpp"
#include "core/qa/rules/wrong_identifiers.hpp"

namespace haat::rules {
namespace {

// The items of sub-manifests, which SCORM 2004 only recommends against referring to.
void add_inner_items(const Element& element, bool inner, std::set<std::string>& known) {
  for (const auto& child : element.children) {
    if (inner && child.name == "item") known.insert(collapsed_value(child, "identifier"));
    add_inner_items(child, inner || child.name == "manifest", known);
  }
}

void check(const Subject& subject, const Rule::Reporter& report) {
  const auto& course = subject.manifest.structure;
  if (!course || lacks_resources(subject)) return;
  std::set<std::string> known;
  for (const auto& resource : course->resources) known.insert(resource.identifier);
  // What is meant may be the one that lacks its identifier, which the schema has said.
  if (has_packaging_schema(*course) && known.contains("")) return;
  // Or one in other letters, or in another place.
  Misspelt(subject).each_element_told(
      [&](const Element& told) { known.insert(collapsed_value(told, "identifier")); });
  if (is_scorm(subject)) add_inner_items(*subject.manifest.root, false, known);
  Dangling items, resources;
  each_item(subject, [&](const CourseStructure&, const Item& item) {
    if (!item.identifierref.empty() && !known.contains(item.identifierref))
      items.add(item.identifierref,
                {course->manifest, item.reference_place, "item \"" + item.identifier + "\""});
  });
  each_inner_element(subject, [&](const Element& parent, const Element& element) {
    const auto* wanted = element.find("", "identifierref");
    if (element.name != "dependency" || parent.name != "resource" || wanted == nullptr) return;
    const auto identifier = collapse(wanted->value);
    if (!known.contains(identifier) && !items.has(identifier))
      resources.add(identifier, {course->manifest, wanted->place,
                                 "resource \"" + collapsed_value(parent, "identifier") + "\""});
  });
  if (items.size() + resources.size() == 0) return;
  // What is meant may be a resource whose identifier is wrong.
  std::size_t wrong = 0;
  const WrongIdentifiers identifiers(subject);
  for (const auto& resource : course->resources) wrong += identifiers.has(resource.place);
  if (items.size() + resources.size() <= wrong) return;
  const auto* group = subject.manifest.root->child("resources");
  if (course->resources.empty() && items.size() > 1 && group != nullptr)
    return report_in_manifest(subject, report, group->place,
                              "<resources> has none of the " + std::to_string(items.size()) +
                                  " resources to which items refer");
  items.report(report, "refers to the resource", "refer to the resource");
  resources.report(report, "depends on", "depend on");
}

}  // namespace

extern const Rule identifierref_dangling;
constinit const Rule identifierref_dangling{
    .id = "identifierref-dangling",
    .severity = Severity::error,
    .layer = Layer::standard,
    .summary = "Something in the manifest refers to a resource that is not there.",
    .why = "The activity cannot be launched, or lacks files.",
    .fix = "Correct the identifierref, or add the resource.",
    .spec = "SCORM 1.2 CAM 2.3.2.2; SCORM 2004 CAM 3.4.1.1",
    .bad = R"(
-- imsmanifest.xml -- changed
-      <item identifier="i" identifierref="r"><title>Start</title></item>
+      <item identifier="i" identifierref="nothing"><title>Start</title></item>
)",
    .good = "",
    .check = check,
};

}  // namespace haat::rules
