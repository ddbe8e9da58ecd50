#include "core/qa/rules/objectives_read_again.hpp"

namespace haat::rules {
namespace {

void check(const Subject& subject, const Rule::Reporter& report) {
  each_sequencing(subject, [&](const Element&, const Element& sequencing) {
    each_objective(sequencing, [&](const Element& objective) {
      for (const auto& [map, names] : read_again(objective))
        report_in_manifest(subject, report, map->place,
                           "another <mapInfo> of the objective \"" +
                               collapsed_value(objective, "objectiveID") + "\" has " + names +
                               " already");
    });
  });
}

}  // namespace

extern const Rule objective_read_twice;
constinit const Rule objective_read_twice{
    .id = "objective-read-twice",
    .severity = Severity::error,
    .layer = Layer::standard,
    .summary = "An objective reads the same value from two global objectives.",
    .why = "Which of the two values counts depends on the LMS.",
    .fix = "Set the attribute to \"false\" in all of its <mapInfo> but one.",
    .spec = "SCORM 2004 4th CAM 5.1.10, 5.1.15 (REQ_31.10.1.4.6, REQ_31.15.2.2.12)",
    .bad = R"(
over SCORM 2004
-- imsmanifest.xml -- changed
-      <item identifier="i" identifierref="r"><title>Start</title></item>
+      <item identifier="i" identifierref="r"><title>Start</title><imsss:sequencing><imsss:objectives><imsss:primaryObjective objectiveID="o1"><imsss:mapInfo targetObjectiveID="g" readSatisfiedStatus="true" readNormalizedMeasure="true" writeSatisfiedStatus="false"/><imsss:mapInfo targetObjectiveID="h" readSatisfiedStatus="true" readNormalizedMeasure="false" writeSatisfiedStatus="false"/></imsss:primaryObjective></imsss:objectives></imsss:sequencing></item>
)",
    .good = R"(
over SCORM 2004
-- imsmanifest.xml -- changed
-      <item identifier="i" identifierref="r"><title>Start</title></item>
+      <item identifier="i" identifierref="r"><title>Start</title><imsss:sequencing><imsss:objectives><imsss:primaryObjective objectiveID="o1"><imsss:mapInfo targetObjectiveID="g" readSatisfiedStatus="true" readNormalizedMeasure="true" writeSatisfiedStatus="false"/><imsss:mapInfo targetObjectiveID="h" readSatisfiedStatus="false" readNormalizedMeasure="false" writeSatisfiedStatus="true"/></imsss:primaryObjective></imsss:objectives></imsss:sequencing></item>
)",
    .check = check,
};

}  // namespace haat::rules
