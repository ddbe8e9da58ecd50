#include "core/qa/rules/objectives_looked_at.hpp"

namespace haat::rules {
namespace {

// That an objective at which a rule looks is not there is told by itself; and where there are none
// at all, that there is one which is not there.
void check(const Subject& subject, const Rule::Reporter& report) {
  const ObjectiveIds known(subject);
  each_sequencing(subject, [&](const Element&, const Element& sequencing) {
    const auto looked_at = missing_objectives_looked_at(sequencing, known);
    const bool none = known.has_none(sequencing);
    bool told = none && !looked_at.empty();
    each_objective(sequencing, [&](const Element& objective) {
      const auto* id = objective.find("", "objectiveID");
      if (objective.name_space != adlseq || id == nullptr || collapse(id->value).empty()) return;
      if (told || known.has(sequencing, id->value) || looked_at.contains(collapse(id->value)))
        return;
      told = none;
      report_in_manifest(subject, report, id->place,
                         "the objective \"" + collapse(id->value) +
                             "\" is none of <imsss:objectives> of this activity");
    });
  });
}

}  // namespace

extern const Rule objective_extension_dangling;
constinit const Rule objective_extension_dangling{
    .id = "objective-extension-dangling",
    .severity = Severity::error,
    .layer = Layer::standard,
    .summary = "More is said about an objective that the activity does not have.",
    .why = "What is to be shared (scores, completion) belongs to no objective and is lost.",
    .fix =
        "Correct the objectiveID of <adlseq:objective>, or add the objective to "
        "<imsss:objectives>.",
    .spec = "SCORM 2004 4th CAM 5.1.15 (REQ_31.15.2.1.4)",
    .bad = R"(
over SCORM 2004
-- imsmanifest.xml -- changed
-      <item identifier="i" identifierref="r"><title>Start</title></item>
+      <item identifier="i" identifierref="r"><title>Start</title><imsss:sequencing><imsss:objectives><imsss:primaryObjective objectiveID="o1"/></imsss:objectives><adlseq:objectives xmlns:adlseq="http://www.adlnet.org/xsd/adlseq_v1p3"><adlseq:objective objectiveID="gone"><adlseq:mapInfo targetObjectiveID="g"/></adlseq:objective></adlseq:objectives></imsss:sequencing></item>
)",
    .good = R"(
over SCORM 2004
-- imsmanifest.xml -- changed
-      <item identifier="i" identifierref="r"><title>Start</title></item>
+      <item identifier="i" identifierref="r"><title>Start</title><imsss:sequencing><imsss:objectives><imsss:primaryObjective objectiveID="o1"/></imsss:objectives><adlseq:objectives xmlns:adlseq="http://www.adlnet.org/xsd/adlseq_v1p3"><adlseq:objective objectiveID="o1"><adlseq:mapInfo targetObjectiveID="g"/></adlseq:objective></adlseq:objectives></imsss:sequencing></item>
)",
    .check = check,
};

}  // namespace haat::rules
