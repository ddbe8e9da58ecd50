#include "core/qa/rules/sequencing.hpp"

namespace haat::rules {
namespace {

void check(const Subject& subject, const Rule::Reporter& report) {
  if (!is_scorm2004(subject)) return;
  each_element(subject, [&](const Element& element) {
    const auto* id = element.name == "mapInfo" ? element.find("", "targetObjectiveID") : nullptr;
    if (id != nullptr && collapse(id->value).empty())
      report_in_manifest(subject, report, id->place,
                         "the targetObjectiveID of this <mapInfo> is empty");
  });
}

}  // namespace

extern const Rule target_objective_id_empty;
constinit const Rule target_objective_id_empty{
    .id = "target-objective-id-empty",
    .severity = Severity::error,
    .layer = Layer::standard,
    .summary = "An objective is shared under an empty name.",
    .why = "The LMS cannot tell which global objective is meant, and shares no result.",
    .fix = "Give the targetObjectiveID the name of the global objective, or take <mapInfo> away.",
    .spec = "SCORM 2004 4th CAM 5.1.10 (REQ_31.10.2.4, REQ_31.15.2.2.1.2)",
    .bad = R"(
over SCORM 2004
-- imsmanifest.xml -- changed
-      <item identifier="i" identifierref="r"><title>Start</title></item>
+      <item identifier="i" identifierref="r"><title>Start</title><imsss:sequencing><imsss:objectives><imsss:primaryObjective objectiveID="p"><imsss:mapInfo targetObjectiveID=" "/></imsss:primaryObjective></imsss:objectives></imsss:sequencing></item>
)",
    .good = R"(
over SCORM 2004
-- imsmanifest.xml -- changed
-      <item identifier="i" identifierref="r"><title>Start</title></item>
+      <item identifier="i" identifierref="r"><title>Start</title><imsss:sequencing><imsss:objectives><imsss:primaryObjective objectiveID="p"><imsss:mapInfo targetObjectiveID="g"/></imsss:primaryObjective></imsss:objectives></imsss:sequencing></item>
)",
    .check = check,
};

}  // namespace haat::rules
