#include "core/qa/rules/leaf_items.hpp"

namespace haat::rules {
namespace {

void check(const Subject& subject, const Rule::Reporter& report) {
  // One without a title looks like nothing at all, and has a rule of its own.
  if (is_scorm12(subject))
    report_items_to_nowhere(subject, report, [](const Item& item) { return !item.title.empty(); });
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
