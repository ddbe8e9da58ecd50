#include "core/qa/rules/sequencing.hpp"

namespace haat::rules {
namespace {

void check(const Subject& subject, const Rule::Reporter& report) {
  each_sequencing(subject, [&](const Element& parent, const Element& sequencing) {
    const auto* rules = sequencing.child("sequencingRules");
    if (parent.name != "organization" || rules == nullptr) return;
    for (const auto& rule : rules->children)
      if (const auto* action = rule.child("ruleAction");
          action != nullptr && collapsed_value(*action, "action") == "previous")
        report_in_manifest(subject, report, action->find("", "action")->place,
                           "a rule of the organization has the action \"previous\"");
  });
}

}  // namespace

extern const Rule previous_of_organization;
constinit const Rule previous_of_organization{
    .id = "previous-of-organization",
    .severity = Severity::error,
    .layer = Layer::standard,
    .summary = "The course as a whole is to go to the activity before it.",
    .why = "There is none, so the LMS stops with a sequencing error.",
    .fix = "Use another action, or move the rule to an item.",
    .spec = "SCORM 2004 4th CAM 5.1.5 (REQ_31.6.3.2.1.1.2)",
    .bad = R"(
over SCORM 2004
-- imsmanifest.xml -- changed
-    </organization>
+      <imsss:sequencing><imsss:sequencingRules><imsss:postConditionRule><imsss:ruleConditions><imsss:ruleCondition condition="always"/></imsss:ruleConditions><imsss:ruleAction action="previous"/></imsss:postConditionRule></imsss:sequencingRules></imsss:sequencing>
+    </organization>
)",
    .good = R"(
over SCORM 2004
-- imsmanifest.xml -- changed
-    </organization>
+      <imsss:sequencing><imsss:sequencingRules><imsss:postConditionRule><imsss:ruleConditions><imsss:ruleCondition condition="always"/></imsss:ruleConditions><imsss:ruleAction action="exitAll"/></imsss:postConditionRule></imsss:sequencingRules></imsss:sequencing>
+    </organization>
)",
    .check = check,
};

}  // namespace haat::rules
