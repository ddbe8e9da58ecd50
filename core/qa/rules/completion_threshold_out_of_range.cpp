#include "core/qa/rules/sco_settings.hpp"

namespace haat::rules {
namespace {

// Its attributes are the schema's.
void check(const Subject& subject, const Rule::Reporter& report) {
  if (!is_scorm2004(subject)) return;
  each_element(subject, [&](const Element& element) {
    if (!is(element, adlcp, "completionThreshold") || element.text.empty() ||
        !element.attributes.empty())
      return;
    if (!is_part_of_whole(element.text))
      report_in_manifest(
          subject, report, element.place,
          "the completionThreshold \"" + std::string(element.text) + "\" is no number from 0 to 1");
  });
}

}  // namespace

extern const Rule completion_threshold_out_of_range;
constinit const Rule completion_threshold_out_of_range{
    .id = "completion-threshold-out-of-range",
    .severity = Severity::error,
    .layer = Layer::standard,
    .summary = "A completionThreshold is no number from 0 to 1.",
    .why = "The LMS cannot tell from which progress on the SCO is complete.",
    .fix =
        "For 80 percent write completedByMeasure=\"true\" minProgressMeasure=\"0.8\"; in the 3rd "
        "Edition, 0.8 as its text.",
    .spec = "SCORM 2004 4th CAM 3.4.1.13 (REQ_30.6.3.6.13.2)",
    .bad = R"(
over SCORM 2004
-- imsmanifest.xml -- changed
-      <item identifier="i" identifierref="r"><title>Start</title></item>
+      <item identifier="i" identifierref="r"><title>Start</title><adlcp:completionThreshold>80</adlcp:completionThreshold></item>
)",
    .good = R"(
over SCORM 2004
-- imsmanifest.xml -- changed
-      <item identifier="i" identifierref="r"><title>Start</title></item>
+      <item identifier="i" identifierref="r"><title>Start</title><adlcp:completionThreshold completedByMeasure="true" minProgressMeasure="0.8"/></item>
)",
    .check = check,
};

}  // namespace haat::rules
