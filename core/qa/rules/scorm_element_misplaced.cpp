#include <algorithm>
#include <array>

#include "core/qa/rules/sequencing.hpp"

namespace haat::rules {
namespace {

struct Home {
  std::string_view name_space, name;
  std::array<std::string_view, 3> parents;
};

constexpr std::array homes{
    Home{adlcp, "location", {"metadata"}},
    Home{adlcp, "timeLimitAction", {"item"}},
    Home{adlcp, "dataFromLMS", {"item"}},
    Home{adlcp, "completionThreshold", {"item", "organization"}},
    Home{adlcp, "data", {"item"}},
    Home{adlcp, "map", {"data"}},
    Home{adlnav, "presentation", {"item"}},
    Home{adlnav, "navigationInterface", {"presentation"}},
    Home{adlnav, "hideLMSUI", {"navigationInterface"}},
    Home{adlseq, "constrainedChoiceConsiderations", {"sequencing"}},
    Home{adlseq, "rollupConsiderations", {"sequencing"}},
    Home{adlseq, "objectives", {"sequencing"}},
    Home{adlseq, "objective", {"objectives"}},
    Home{adlseq, "mapInfo", {"objective"}},
    Home{imsss, "sequencingCollection", {"manifest"}},
    Home{imsss, "sequencing", {"item", "organization", "sequencingCollection"}},
    Home{imsss, "controlMode", {"sequencing"}},
    Home{imsss, "sequencingRules", {"sequencing"}},
    Home{imsss, "limitConditions", {"sequencing"}},
    Home{imsss, "auxiliaryResources", {"sequencing"}},
    Home{imsss, "rollupRules", {"sequencing"}},
    Home{imsss, "objectives", {"sequencing"}},
    Home{imsss, "randomizationControls", {"sequencing"}},
    Home{imsss, "deliveryControls", {"sequencing"}},
    Home{imsss, "preConditionRule", {"sequencingRules"}},
    Home{imsss, "exitConditionRule", {"sequencingRules"}},
    Home{imsss, "postConditionRule", {"sequencingRules"}},
    Home{imsss, "ruleConditions", {"preConditionRule", "exitConditionRule", "postConditionRule"}},
    Home{imsss, "ruleAction", {"preConditionRule", "exitConditionRule", "postConditionRule"}},
    Home{imsss, "ruleCondition", {"ruleConditions"}},
    Home{imsss, "rollupRule", {"rollupRules"}},
    Home{imsss, "rollupConditions", {"rollupRule"}},
    Home{imsss, "rollupAction", {"rollupRule"}},
    Home{imsss, "rollupCondition", {"rollupConditions"}},
    Home{imsss, "primaryObjective", {"objectives"}},
    Home{imsss, "objective", {"objectives"}},
    Home{imsss, "minNormalizedMeasure", {"primaryObjective", "objective"}},
    Home{imsss, "mapInfo", {"primaryObjective", "objective"}}};

void check(const Subject& subject, const Rule::Reporter& report) {
  if (!is_scorm2004(subject)) return;
  each_inner_element(subject, [&](const Element& parent, const Element& element) {
    for (const auto& home : homes)
      if (is(element, home.name_space, home.name) &&
          std::find(home.parents.begin(), home.parents.end(), parent.name) == home.parents.end())
        report_in_manifest(subject, report, element.place,
                           "<" + element.name + "> stands in <" + parent.name +
                               ">; it belongs into <" + std::string(home.parents[0]) + ">");
  });
}

}  // namespace

extern const Rule scorm_element_misplaced;
constinit const Rule scorm_element_misplaced{
    .id = "scorm-element-misplaced",
    .severity = Severity::error,
    .layer = Layer::standard,
    .summary = "An element of SCORM stands where it means nothing.",
    .why =
        "LMSs do not look for it there: what it says is lost, and strict ones refuse the package.",
    .fix = "Move the element into the one that it belongs to, or take it away.",
    .spec = "SCORM 2004 4th CAM 3.4, 5.1 and 5.2 (REQ_30.6.3.6, REQ_31, REQ_33)",
    .bad = R"(
over SCORM 2004
-- imsmanifest.xml -- changed
-    <organization identifier="o"><title>Course</title>
+    <organization identifier="o"><title>Course</title>
-    </organization>
+      <adlcp:dataFromLMS>x</adlcp:dataFromLMS>
+    </organization>
)",
    .good = R"(
over SCORM 2004
-- imsmanifest.xml -- changed
-      <item identifier="i" identifierref="r"><title>Start</title></item>
+      <item identifier="i" identifierref="r"><title>Start</title><adlcp:dataFromLMS>x</adlcp:dataFromLMS></item>
)",
    .check = check,
};

}  // namespace haat::rules
