#include "core/qa/rules/homes.hpp"
#include "core/qa/rules/misspelt.hpp"

namespace haat::rules {
namespace {

void check(const Subject& subject, const Rule::Reporter& report) {
  if (!is_scorm2004(subject)) return;
  // Conditions in other letters, or in another place, have been told; of a rule with nothing in it
  // the schema tells that.
  Misspelt misspelt(subject);
  int astray = 0;
  each_astray(subject, [&](const Element&, const Element& element, const Home&) {
    astray += element.name == "ruleConditions";
  });
  each_element(subject, [&](const Element& element) {
    // That a <rollupRule> has its conditions, the schema says.
    const bool sequencing = element.name == "preConditionRule" ||
                            element.name == "postConditionRule" ||
                            element.name == "exitConditionRule";
    if (sequencing && element.child("ruleConditions") == nullptr && !element.children.empty() &&
        !misspelt.take_child(element.place, "ruleConditions") && astray == 0)
      report_in_manifest(subject, report, element.place,
                         "this <" + element.name + "> has no <ruleConditions>");
  });
}

}  // namespace

extern const Rule sequencing_rule_without_conditions;
constinit const Rule sequencing_rule_without_conditions{
    .id = "sequencing-rule-without-conditions",
    .severity = Severity::error,
    .layer = Layer::standard,
    .summary = "A sequencing or rollup rule has no conditions.",
    .why =
        "The rule never holds, or always: LMSs differ, and learners are sent to the wrong place.",
    .fix = "Add the conditions, or take the rule away.",
    .spec = "SCORM 2004 4th SN 3.4 and 3.7 (REQ_31.4, REQ_31.7)",
    .bad = R"(
over SCORM 2004
-- imsmanifest.xml -- changed
-      <item identifier="i" identifierref="r"><title>Start</title></item>
+      <item identifier="i" identifierref="r"><title>Start</title><imsss:sequencing><imsss:sequencingRules><imsss:preConditionRule><imsss:ruleAction action="skip"/></imsss:preConditionRule></imsss:sequencingRules></imsss:sequencing></item>
)",
    .good = R"(
over SCORM 2004
)",
    .check = check,
};

}  // namespace haat::rules
