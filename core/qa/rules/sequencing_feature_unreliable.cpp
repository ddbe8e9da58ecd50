#include <algorithm>
#include <array>

#include "core/qa/rules/sequencing.hpp"

namespace haat::rules {
namespace {

constexpr std::array<std::string_view, 5> limits{
    "attemptExperiencedDurationLimit", "activityAbsoluteDurationLimit",
    "activityExperiencedDurationLimit", "beginTimeLimit", "endTimeLimit"};

void check(const Subject& subject, const Rule::Reporter& report) {
  if (!is_scorm2004(subject)) return;
  each_element(subject, [&](const Element& element) {
    if (element.name_space != imsss) return;
    if (element.name == "auxiliaryResources")
      report_in_manifest(subject, report, element.place,
                         "<auxiliaryResources> is left to each LMS");
    for (const auto& attribute : element.attributes) {
      const bool limit = element.name == "limitConditions" &&
                         std::find(limits.begin(), limits.end(), attribute.name) != limits.end();
      const bool condition =
          attribute.name == "condition" && (attribute.value == "timeLimitExceeded" ||
                                            attribute.value == "outsideAvailableTimeRange");
      if (limit || condition)
        report_in_manifest(
            subject, report, attribute.place,
            "the " + (limit ? "limit " + attribute.name : "condition \"" + attribute.value + "\"") +
                " is left to each LMS");
    }
  });
}

}  // namespace

extern const Rule sequencing_feature_unreliable;
constinit const Rule sequencing_feature_unreliable{
    .id = "sequencing-feature-unreliable",
    .severity = Severity::warning,
    .layer = Layer::standard,
    .summary = "The sequencing uses what SCORM itself advises against.",
    .why = "LMSs need not support it, so it works in one and not in the next.",
    .fix = "Do without it, or test the course in the LMS that it is for.",
    .spec = "SCORM 2004 4th CAM 5.1.6, 5.1.7, 5.1.8 (REQ_31.7, REQ_31.8, REQ_31.6.3.1.2.4.1)",
    .bad = R"(
over SCORM 2004
-- imsmanifest.xml -- changed
-      <item identifier="i" identifierref="r"><title>Start</title></item>
+      <item identifier="i" identifierref="r"><title>Start</title><imsss:sequencing><imsss:limitConditions attemptLimit="2" activityAbsoluteDurationLimit="PT1H"/></imsss:sequencing></item>
)",
    .good = R"(
over SCORM 2004
-- imsmanifest.xml -- changed
-      <item identifier="i" identifierref="r"><title>Start</title></item>
+      <item identifier="i" identifierref="r"><title>Start</title><imsss:sequencing><imsss:limitConditions attemptLimit="2"/></imsss:sequencing></item>
)",
    .check = check,
};

}  // namespace haat::rules
