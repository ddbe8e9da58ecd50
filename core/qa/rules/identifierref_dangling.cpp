#include <set>

#include "core/qa/rules/reading.hpp"

namespace haat::rules {
namespace {

void check(const Subject& subject, const Rule::Reporter& report) {
  const auto& course = subject.manifest.structure;
  if (!course || lacks_resources(subject)) return;
  std::set<std::string_view> known;
  for (const auto& resource : course->resources) known.insert(resource.identifier);
  // What is meant may be the one that lacks its identifier, which the schema has said.
  if (is_scorm(subject) && known.contains("")) return;
  each_item(subject, [&](const CourseStructure&, const Item& item) {
    if (!item.identifierref.empty() && !known.contains(item.identifierref))
      report(course->manifest, item.place,
             "item \"" + item.identifier + "\" refers to the resource \"" + item.identifierref +
                 "\", which is not there");
  });
  for (const auto& resource : course->resources)
    for (const auto& dependency : resource.dependencies)
      if (!known.contains(dependency))
        report(course->manifest, resource.place,
               "resource \"" + resource.identifier + "\" depends on \"" + dependency +
                   "\", which is not there");
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
