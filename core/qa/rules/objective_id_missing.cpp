#include "core/qa/rules/misspelt.hpp"
#include "core/qa/rules/sequencing.hpp"

namespace haat::rules {
namespace {

void check(const Subject& subject, const Rule::Reporter& report) {
  if (!is_scorm2004(subject)) return;
  const Misspelt misspelt(subject);
  each_element(subject, [&](const Element& element) {
    if (is(element, imsss, "primaryObjective") && element.child("mapInfo") != nullptr &&
        element.attribute("", "objectiveID") == nullptr &&
        !misspelt.has_attribute(element.place, "objectiveID"))
      report_in_manifest(subject, report, element.place,
                         "this <primaryObjective> has a <mapInfo> and no objectiveID");
  });
}

}  // namespace

extern const Rule objective_id_missing;
constinit const Rule objective_id_missing{
    .id = "objective-id-missing",
    .severity = Severity::error,
    .layer = Layer::standard,
    .summary = "A primary objective is mapped and has no identifier.",
    .why = "The LMS cannot tell whose result it has to share, and shares none.",
    .fix = "Give the primary objective an objectiveID.",
    .spec = "SCORM 2004 4th CAM 5.1.10 (REQ_31.10.1.2.2)",
    .bad = R"(
over SCORM 2004
-- imsmanifest.xml -- changed
-      <item identifier="i" identifierref="r"><title>Start</title></item>
+      <item identifier="i" identifierref="r"><title>Start</title><imsss:sequencing><imsss:objectives><imsss:primaryObjective><imsss:mapInfo targetObjectiveID="g"/></imsss:primaryObjective></imsss:objectives></imsss:sequencing></item>
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
