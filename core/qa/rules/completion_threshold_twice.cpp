#include "core/qa/rules/sequencing.hpp"

namespace haat::rules {
namespace {

void check(const Subject& subject, const Rule::Reporter& report) {
  if (!is_scorm2004(subject)) return;
  each_element(subject, [&](const Element& element) {
    if (is(element, adlcp, "completionThreshold") && !element.text.empty() &&
        !element.attributes.empty())
      report_in_manifest(subject, report, element.place,
                         "<completionThreshold> has the value \"" + element.text +
                             "\" and the attribute " + element.attributes.front().name);
  });
}

}  // namespace

extern const Rule completion_threshold_twice;
constinit const Rule completion_threshold_twice{
    .id = "completion-threshold-twice",
    .severity = Severity::error,
    .layer = Layer::standard,
    .summary = "A completionThreshold has both a value and attributes.",
    .why =
        "One is the way of the 3rd Edition, the other that of the 4th; LMSs differ in which they "
        "take.",
    .fix =
        "Keep the attributes completedByMeasure and minProgressMeasure, and leave the element "
        "empty.",
    .spec = "SCORM 2004 4th CAM 3.4.1.13",
    .bad = R"(
over SCORM 2004
-- imsmanifest.xml -- changed
-      <item identifier="i" identifierref="r"><title>Start</title></item>
+      <item identifier="i" identifierref="r"><title>Start</title><adlcp:completionThreshold completedByMeasure="true" minProgressMeasure="0.5">0.5</adlcp:completionThreshold></item>
)",
    .good = R"(
over SCORM 2004
-- imsmanifest.xml -- changed
-      <item identifier="i" identifierref="r"><title>Start</title></item>
+      <item identifier="i" identifierref="r"><title>Start</title><adlcp:completionThreshold completedByMeasure="true" minProgressMeasure="0.5"/></item>
)",
    .check = check,
};

}  // namespace haat::rules
