#include "core/qa/rules/sequencing.hpp"

namespace haat::rules {
namespace {

void check(const Subject& subject, const Rule::Reporter& report) {
  each_sequencing(subject, [&](const Element&, const Element& sequencing) {
    each_objective(sequencing, [&](const Element& objective) {
      const auto* by_measure = objective.find("", "satisfiedByMeasure");
      if (objective.name_space == imsss && by_measure != nullptr && is_true(by_measure->value) &&
          objective.child("minNormalizedMeasure") == nullptr)
        report_in_manifest(subject, report, by_measure->place,
                           "satisfiedByMeasure is true, and there is no <minNormalizedMeasure>");
    });
  });
}

}  // namespace

extern const Rule passing_measure_not_said;
constinit const Rule passing_measure_not_said{
    .id = "passing-measure-not-said",
    .severity = Severity::warning,
    .layer = Layer::practice,
    .summary = "An objective is passed by its score, and does not say from which.",
    .why = "By default that is the full score: whoever makes one mistake has failed.",
    .fix = "Add <imsss:minNormalizedMeasure>, with 0.8 for 80 percent.",
    .spec = "practice; SCORM 2004 4th SN 3.10.3",
    .bad = R"(
over SCORM 2004
-- imsmanifest.xml -- changed
-      <item identifier="i" identifierref="r"><title>Start</title></item>
+      <item identifier="i" identifierref="r"><title>Start</title><imsss:sequencing><imsss:objectives><imsss:primaryObjective objectiveID="p" satisfiedByMeasure="true"/></imsss:objectives></imsss:sequencing></item>
)",
    .good = R"(
over SCORM 2004
-- imsmanifest.xml -- changed
-      <item identifier="i" identifierref="r"><title>Start</title></item>
+      <item identifier="i" identifierref="r"><title>Start</title><imsss:sequencing><imsss:objectives><imsss:primaryObjective objectiveID="p" satisfiedByMeasure="true"><imsss:minNormalizedMeasure>0.8</imsss:minNormalizedMeasure></imsss:primaryObjective></imsss:objectives></imsss:sequencing></item>
)",
    .check = check,
};

}  // namespace haat::rules
