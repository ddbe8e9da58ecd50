#include <set>

#include "core/qa/rules/misspelt.hpp"
#include "core/qa/rules/wanted.hpp"
#include "core/qa/rules/wrong_identifiers.hpp"

namespace haat::rules {
namespace {

// The items of sub-manifests, which SCORM 2004 only recommends against referring to.
void add_inner_items(const Element& element, bool inner, std::set<std::string>& known) {
  for (const auto& child : element.children) {
    if (child.foreign) continue;
    if (inner && child.name == "item") known.insert(collapsed_value(child, "identifier"));
    add_inner_items(child, inner || child.name == "manifest", known);
  }
}

struct Reference {
  std::string path;
  Place place;
  std::string from;  // "item \"i1\"": what refers to it
};

// Each thing is told once, where the first reference to it stands, however many there are. `verb`
// as in "refers to the resource" and `verbs` as in "refer to the resource".
void report_dangling(const Wanted<Reference>& wanted, const Rule::Reporter& report,
                     const std::string& verb, const std::string& verbs) {
  for (const auto& [name, asked] : wanted) {
    const auto more = asked.times - 1;
    report(asked.first.path, asked.first.place,
           asked.first.from +
               (more == 0 ? " " + verb : " and " + std::to_string(more) + " more " + verbs) +
               " \"" + name + "\", which is not there");
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
  Wanted<Reference> items, resources;
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
  report_dangling(items, report, "refers to the resource", "refer to the resource");
  report_dangling(resources, report, "depends on", "depend on");
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
