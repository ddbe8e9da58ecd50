#include "core/qa/rules/launch_data.hpp"
#include "core/qa/rules/misspelt.hpp"

namespace haat::rules {
namespace {

void check(const Subject& subject, const Rule::Reporter& report) {
  if (!is_scorm12(subject)) return;
  const Misspelt misspelt(subject);
  each_item(subject, [&](const CourseStructure& course, const Item& item) {
    // One without a title looks like nothing at all, and has a rule of its own.
    if (item.children.empty() && item.identifierref.empty() && !item.title.empty() &&
        !misspelt.has_attribute(item.place, "identifierref") &&
        !misspelt.has_child(item.place, "item"))
      report(course.manifest, item.place,
             "item \"" + item.identifier + "\" has neither a resource nor items below it");
  });
}

}  // namespace

extern const Rule item_leads_nowhere;
constinit const Rule item_leads_nowhere{
    .id = "item-leads-nowhere",
    .severity = Severity::warning,
    .layer = Layer::practice,
    .summary = "An item of SCORM 1.2 without items below it launches nothing.",
    .why =
        "In the table of contents it looks like an activity, and nothing happens when it is "
        "chosen.",
    .fix = "Write an identifierref into the item, put items below it, or leave it out.",
    .spec = "practice; SCORM 1.2 CAM 2.3.2.2, identifierref",
    .bad = R"(
-- imsmanifest.xml -- changed
-      <item identifier="i" identifierref="r"><title>Start</title></item>
+      <item identifier="i" identifierref="r"><title>Start</title></item>
+      <item identifier="j"><title>Next</title></item>
)",
    .good = "",
    .check = check,
};

}  // namespace haat::rules
