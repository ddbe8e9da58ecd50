#include "core/qa/rules/sequencing.hpp"

namespace haat::rules {
namespace {

void check(const Subject& subject, const Rule::Reporter& report) {
  if (!is_scorm2004(subject)) return;
  each_element(subject, [&](const Element& element) {
    const auto* id =
        is(element, imsss, "ruleCondition") ? element.find("", "referencedObjective") : nullptr;
    if (id != nullptr && collapse(id->value).empty())
      report_in_manifest(subject, report, id->place,
                         "the referencedObjective of this <ruleCondition> is empty");
  });
}

}  // namespace

extern const Rule referenced_objective_empty;
constinit const Rule referenced_objective_empty{
    .id = "referenced-objective-empty",
    .severity = Severity::error,
    .layer = Layer::standard,
    .summary = "A sequencing rule looks at an objective without a name.",
    .why = "The condition is never known, so the rule never holds.",
    .fix =
        "Name the objective, or leave referencedObjective out: then the rule looks at the primary "
        "one.",
    .spec = "SCORM 2004 4th CAM 5.1.5 (REQ_31.6.3.1.2.1.2)",
    .bad = R"(
over SCORM 2004
-- imsmanifest.xml -- changed
-      <item identifier="i" identifierref="r"><title>Start</title></item>
+      <item identifier="i" identifierref="r"><title>Start</title><imsss:sequencing><imsss:sequencingRules><imsss:preConditionRule><imsss:ruleConditions><imsss:ruleCondition referencedObjective="" condition="satisfied"/></imsss:ruleConditions><imsss:ruleAction action="skip"/></imsss:preConditionRule></imsss:sequencingRules></imsss:sequencing></item>
)",
    .good = R"(
over SCORM 2004
-- imsmanifest.xml -- changed
-      <item identifier="i" identifierref="r"><title>Start</title></item>
+      <item identifier="i" identifierref="r"><title>Start</title><imsss:sequencing><imsss:sequencingRules><imsss:preConditionRule><imsss:ruleConditions><imsss:ruleCondition condition="satisfied"/></imsss:ruleConditions><imsss:ruleAction action="skip"/></imsss:preConditionRule></imsss:sequencingRules></imsss:sequencing></item>
)",
    .check = check,
};

}  // namespace haat::rules
