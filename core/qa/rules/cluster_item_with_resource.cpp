#include "core/qa/rules/reading.hpp"

namespace haat::rules {
namespace {

void check(const Subject& subject, const Rule::Reporter& report) {
  if (!is_scorm2004(subject)) return;
  each_item(subject, [&](const CourseStructure& course, const Item& item) {
    if (!item.children.empty() && !item.identifierref.empty())
      report(course.manifest, item.place,
             "item \"" + item.identifier + "\" has items below it and leads to the resource \"" +
                 item.identifierref + "\" as well");
  });
}

}  // namespace

extern const Rule cluster_item_with_resource;
constinit const Rule cluster_item_with_resource{
    .id = "cluster-item-with-resource",
    .severity = Severity::error,
    .layer = Layer::standard,
    .summary = "An item with items below it leads to a resource.",
    .why =
        "SCORM 2004 launches only leaves: the resource is never shown, and some LMSs refuse the "
        "package.",
    .fix = "Give the resource an item of its own below this one.",
    .spec = "SCORM 2004 4th CAM 3.4.1.1 (REQ_30.6.4.2)",
    .bad = R"(
over SCORM 2004
-- imsmanifest.xml -- changed
-      <item identifier="i" identifierref="r"><title>Start</title></item>
+      <item identifier="i" identifierref="r"><title>Part</title><item identifier="j" identifierref="r"><title>Start</title></item></item>
)",
    .good = R"(
over SCORM 2004
)",
    .check = check,
};

}  // namespace haat::rules
