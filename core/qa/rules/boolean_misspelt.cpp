#include <algorithm>
#include <array>

#include "core/qa/rules/reading.hpp"

namespace haat::rules {
namespace {

constexpr std::array<std::string_view, 36> booleans{"isvisible",
                                                    "choice",
                                                    "choiceExit",
                                                    "flow",
                                                    "forwardOnly",
                                                    "useCurrentAttemptObjectiveInfo",
                                                    "useCurrentAttemptProgressInfo",
                                                    "tracked",
                                                    "completionSetByContent",
                                                    "objectiveSetByContent",
                                                    "satisfiedByMeasure",
                                                    "completedByMeasure",
                                                    "rollupObjectiveSatisfied",
                                                    "rollupProgressCompletion",
                                                    "reorderChildren",
                                                    "readSatisfiedStatus",
                                                    "readNormalizedMeasure",
                                                    "writeSatisfiedStatus",
                                                    "writeNormalizedMeasure",
                                                    "readRawScore",
                                                    "readMinScore",
                                                    "readMaxScore",
                                                    "readCompletionStatus",
                                                    "readProgressMeasure",
                                                    "writeRawScore",
                                                    "writeMinScore",
                                                    "writeMaxScore",
                                                    "writeCompletionStatus",
                                                    "writeProgressMeasure",
                                                    "readSharedData",
                                                    "writeSharedData",
                                                    "constrainChoice",
                                                    "preventActivation",
                                                    "measureSatisfactionIfActive",
                                                    "objectivesGlobalToSystem",
                                                    "sharedDataGlobalToSystem"};

void check(const Subject& subject, const Rule::Reporter& report) {
  if (!is_scorm2004(subject)) return;
  each_element(subject, [&](const Element& element) {
    for (const auto& attribute : element.attributes)
      if (const auto value = collapse(attribute.value);
          (value == "0" || value == "1") &&
          std::find(booleans.begin(), booleans.end(), attribute.name) != booleans.end())
        report(subject.manifest.structure->manifest, attribute.place,
               "the attribute " + attribute.name + " of <" + element.name + "> is \"" + value +
                   "\" instead of \"" + (value == "1" ? "true" : "false") + "\"");
  });
}

}  // namespace

extern const Rule boolean_misspelt;
constinit const Rule boolean_misspelt{
    .id = "boolean-misspelt",
    .severity = Severity::warning,
    .layer = Layer::standard,
    .summary = "A yes-or-no attribute is written as a number.",
    .why = "XML Schema allows it, SCORM does not: some LMSs take \"1\" for no.",
    .fix = "Write \"true\" or \"false\".",
    .spec = "SCORM 2004 4th CAM 3.4.1.1, SN 3 (REQ_31)",
    .bad = R"(
over SCORM 2004
-- imsmanifest.xml -- changed
-      <item identifier="i" identifierref="r"><title>Start</title></item>
+      <item identifier="i" identifierref="r" isvisible="1"><title>Start</title></item>
)",
    .good = R"(
over SCORM 2004
-- imsmanifest.xml -- changed
-      <item identifier="i" identifierref="r"><title>Start</title></item>
+      <item identifier="i" identifierref="r" isvisible="true"><title>Start</title></item>
)",
    .check = check,
};

}  // namespace haat::rules
