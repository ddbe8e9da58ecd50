#include "core/qa/rules/reading.hpp"

namespace haat::rules {
namespace {

void check(const Subject& subject, const Rule::Reporter& report) {
  if (!is_scorm2004(subject)) return;
  each_element(subject, [&](const Element& element) {
    const auto* id = element.find("", "objectiveID");
    if (id != nullptr && id->value.find_first_not_of(" \t\r\n") == std::string::npos)
      report(subject.manifest.structure->manifest, id->place,
             "the objectiveID of <" + element.name + "> is empty");
  });
}

}  // namespace

extern const Rule objective_id_empty;
constinit const Rule objective_id_empty{
    .id = "objective-id-empty",
    .severity = Severity::error,
    .layer = Layer::standard,
    .summary = "An objective has an empty identifier.",
    .why = "Nothing can refer to it, so its result is lost.",
    .fix = "Give the objective an identifier, or leave the attribute out.",
    .spec = "SCORM 2004 4th SN 3.10.1 (REQ_31.10)",
    .bad = R"(
over SCORM 2004
-- imsmanifest.xml -- changed
-      <item identifier="i" identifierref="r"><title>Start</title></item>
+      <item identifier="i" identifierref="r"><title>Start</title><imsss:sequencing><imsss:objectives><imsss:primaryObjective objectiveID=""/></imsss:objectives></imsss:sequencing></item>
)",
    .good = R"(
over SCORM 2004
)",
    .check = check,
};

}  // namespace haat::rules
