#include "core/qa/rules/sco_settings.hpp"

namespace haat::rules {
namespace {

void check(const Subject& subject, const Rule::Reporter& report) {
  if (!is_scorm2004(subject) || subject.manifest.structure->standard != Standard::scorm2004_4)
    return;
  const ScoSettings settings(subject);
  each_inner_element(subject, [&](const Element& parent, const Element& element) {
    // One that reaches no SCO, and one that is no number from 0 to 1, have rules of their own.
    if (settings.reach_no_sco(parent, element) || !is_part_of_whole(element.text)) return;
    if (is(element, adlcp, "completionThreshold") && !element.text.empty() &&
        element.attributes.empty())
      report_in_manifest(subject, report, element.place,
                         "<completionThreshold> says \"" + element.text +
                             "\" as text instead of as minProgressMeasure");
  });
}

}  // namespace

extern const Rule completion_threshold_deprecated;
constinit const Rule completion_threshold_deprecated{
    .id = "completion-threshold-deprecated",
    .severity = Severity::warning,
    .layer = Layer::standard,
    .summary = "A completionThreshold has its value as text, as in the 3rd Edition.",
    .why = "The 4th Edition keeps that form for old packages only; LMSs of today may not read it.",
    .fix = "Write completedByMeasure=\"true\" and minProgressMeasure instead.",
    .spec = "SCORM 2004 4th CAM 3.4.1.13",
    .bad = R"(
over SCORM 2004
-- imsmanifest.xml -- changed
-      <item identifier="i" identifierref="r"><title>Start</title></item>
+      <item identifier="i" identifierref="r"><title>Start</title><adlcp:completionThreshold>0.5</adlcp:completionThreshold></item>
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
