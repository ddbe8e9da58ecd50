#include "core/qa/rules/objectives_looked_at.hpp"

namespace haat::rules {
namespace {

void check(const Subject& subject, const Rule::Reporter& report) {
  const ObjectiveIds known(subject);
  each_sequencing(subject, [&](const Element&, const Element& sequencing) {
    for (const auto& [objective, place] : missing_objectives_looked_at(sequencing, known))
      report_in_manifest(subject, report, place,
                         "the rule looks at the objective \"" + objective +
                             "\", which this activity does not have");
  });
}

}  // namespace

extern const Rule referenced_objective_dangling;
constinit const Rule referenced_objective_dangling{
    .id = "referenced-objective-dangling",
    .severity = Severity::error,
    .layer = Layer::standard,
    .summary = "A sequencing rule looks at an objective that the activity does not have.",
    .why = "The condition is never known, so the rule never holds.",
    .fix = "Correct referencedObjective, or add the objective to the activity.",
    .spec = "SCORM 2004 4th CAM 5.1.5 (REQ_31.6.3.1.2.1.3)",
    .bad = R"(
over SCORM 2004
-- imsmanifest.xml -- changed
-      <item identifier="i" identifierref="r"><title>Start</title></item>
+      <item identifier="i" identifierref="r"><title>Start</title><imsss:sequencing><imsss:sequencingRules><imsss:preConditionRule><imsss:ruleConditions><imsss:ruleCondition referencedObjective="gone" condition="satisfied"/></imsss:ruleConditions><imsss:ruleAction action="skip"/></imsss:preConditionRule></imsss:sequencingRules></imsss:sequencing></item>
)",
    .good = R"(
over SCORM 2004
-- imsmanifest.xml -- changed
-      <item identifier="i" identifierref="r"><title>Start</title></item>
+      <item identifier="i" identifierref="r"><title>Start</title><imsss:sequencing><imsss:sequencingRules><imsss:preConditionRule><imsss:ruleConditions><imsss:ruleCondition referencedObjective="o1" condition="satisfied"/></imsss:ruleConditions><imsss:ruleAction action="skip"/></imsss:preConditionRule></imsss:sequencingRules><imsss:objectives><imsss:primaryObjective objectiveID="o1"></imsss:primaryObjective></imsss:objectives></imsss:sequencing></item>
)",
    .check = check,
};

}  // namespace haat::rules
