#include "core/qa/rules/leaf_items.hpp"

namespace haat::rules {
namespace {

void check(const Subject& subject, const Rule::Reporter& report) {
  if (is_scorm2004(subject))
    report_items_to_nowhere(subject, report, [](const Item&) { return true; });
}

}  // namespace

extern const Rule leaf_item_without_resource;
constinit const Rule leaf_item_without_resource{
    .id = "leaf-item-without-resource",
    .severity = Severity::error,
    .layer = Layer::standard,
    .summary = "An item without items below it leads to no resource.",
    .why = "The learner can choose the activity, but nothing happens.",
    .fix = "Write an identifierref into the item, or put items below it.",
    .spec = "SCORM 2004 4th CAM 3.4.1.1 (REQ_30.6.4.2)",
    .bad = R"(
over SCORM 2004
-- imsmanifest.xml -- changed
-      <item identifier="i" identifierref="r"><title>Start</title></item>
+      <item identifier="i"><title>Start</title></item>
)",
    .good = R"(
over SCORM 2004
)",
    .check = check,
};

}  // namespace haat::rules
