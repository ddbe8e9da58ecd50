#include "core/qa/rules/sequencing.hpp"

namespace haat::rules {
namespace {

void check(const Subject& subject, const Rule::Reporter& report) {
  const ObjectiveIds known(subject);
  std::set<std::pair<const Element*, std::string>> told;
  each_sequencing(subject, [&](const Element&, const Element& sequencing) {
    const auto* rules = sequencing.child("sequencingRules");
    if (rules == nullptr) return;
    for (const auto& rule : rules->children)
      for (const auto& conditions : rule.children)
        for (const auto& condition : conditions.children) {
          const auto* wanted = condition.find("", "referencedObjective");
          if (wanted == nullptr || collapse(wanted->value).empty()) continue;
          // However many conditions of the activity look at it.
          if (!known.has(sequencing, wanted->value) &&
              told.emplace(&sequencing, collapse(wanted->value)).second)
            report_in_manifest(subject, report, wanted->place,
                               "the rule looks at the objective \"" + collapse(wanted->value) +
                                   "\", which this activity does not have");
        }
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
