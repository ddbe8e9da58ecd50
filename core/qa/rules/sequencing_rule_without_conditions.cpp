#include "core/qa/rules/reading.hpp"

namespace haat::rules {
namespace {

void check(const Subject& subject, const Rule::Reporter& report) {
  if (!is_scorm2004(subject)) return;
  each_element(subject, [&](const Element& element) {
    const bool sequencing = element.name == "preConditionRule" ||
                            element.name == "postConditionRule" ||
                            element.name == "exitConditionRule";
    const char* wanted = sequencing                     ? "ruleConditions"
                         : element.name == "rollupRule" ? "rollupConditions"
                                                        : nullptr;
    if (wanted != nullptr && element.child(wanted) == nullptr)
      report(subject.manifest.structure->manifest, element.line,
             "this <" + element.name + "> has no <" + wanted + ">");
  });
}

}  // namespace

extern const Rule sequencing_rule_without_conditions;
constinit const Rule sequencing_rule_without_conditions{
    .id = "sequencing-rule-without-conditions",
    .severity = Severity::error,
    .summary = "A sequencing or rollup rule has no conditions.",
    .why =
        "The rule never holds, or always: LMSs differ, and learners are sent to the wrong place.",
    .fix = "Add the conditions, or take the rule away.",
    .spec = "SCORM 2004 4th SN 3.4 and 3.7 (REQ_31.4, REQ_31.7)",
    .bad = R"(
-- imsmanifest.xml --
<?xml version="1.0" encoding="UTF-8"?>
<manifest identifier="m" xmlns="http://www.imsglobal.org/xsd/imscp_v1p1" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_v1p3" xmlns:adlnav="http://www.adlnet.org/xsd/adlnav_v1p3" xmlns:imsss="http://www.imsglobal.org/xsd/imsss">
  <metadata><schema>ADL SCORM</schema><schemaversion>2004 4th Edition</schemaversion></metadata>
  <organizations default="o">
    <organization identifier="o"><title>Course</title><item identifier="i" identifierref="r"><title>Start</title><imsss:sequencing><imsss:sequencingRules><imsss:preConditionRule><imsss:ruleAction action="skip"/></imsss:preConditionRule></imsss:sequencingRules></imsss:sequencing></item></organization>
  </organizations>
  <resources>
    <resource identifier="r" type="webcontent" adlcp:scormType="sco" href="index.html"><file href="index.html"/></resource>
  </resources>
</manifest>
)",
    .good = R"(
-- imsmanifest.xml --
<?xml version="1.0" encoding="UTF-8"?>
<manifest identifier="m" xmlns="http://www.imsglobal.org/xsd/imscp_v1p1" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_v1p3" xmlns:adlnav="http://www.adlnet.org/xsd/adlnav_v1p3" xmlns:imsss="http://www.imsglobal.org/xsd/imsss">
  <metadata><schema>ADL SCORM</schema><schemaversion>2004 4th Edition</schemaversion></metadata>
  <organizations default="o">
    <organization identifier="o"><title>Course</title><item identifier="i" identifierref="r"><title>Start</title></item></organization>
  </organizations>
  <resources>
    <resource identifier="r" type="webcontent" adlcp:scormType="sco" href="index.html"><file href="index.html"/></resource>
  </resources>
</manifest>
)",
    .check = check,
};

}  // namespace haat::rules
