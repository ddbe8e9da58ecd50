#include "core/qa/rules/homes.hpp"
#include "core/qa/rules/mistaken_collection.hpp"

namespace haat::rules {
namespace {

bool is_of_scorm(std::string_view name_space) {
  return name_space == adlcp || name_space == adlseq || name_space == adlnav || name_space == imsss;
}
bool is_known(const Element& element) {
  return std::any_of(homes.begin(), homes.end(),
                     [&](const Home& home) { return is(element, home.name_space, home.name); });
}

// The schemas let any element stand where others extend the standard, these as well.
void check(const Subject& subject, const Rule::Reporter& report) {
  if (!is_scorm2004(subject)) return;
  std::set<Place> told;
  for (const auto& problem : subject.manifest.problems) told.insert(problem.place);
  // As what it is not, which is an error.
  if (const auto* mistaken = mistaken_collection(subject)) told.insert(mistaken->place);
  each_element(subject, [&](const Element& element) {
    if (is_of_scorm(element.name_space) && !is_known(element) && !told.contains(element.place))
      report_in_manifest(subject, report, element.place,
                         "SCORM has no <" + element.name + "> in this namespace");
  });
}

}  // namespace

extern const Rule scorm_element_unknown;
constinit const Rule scorm_element_unknown{
    .id = "scorm-element-unknown",
    .severity = Severity::warning,
    .layer = Layer::standard,
    .summary = "An element bears the namespace of SCORM, which has no such element.",
    .why = "LMSs ignore it, and what it was meant to say is lost.",
    .fix = "Write its name as the standard does, in the same letters, or take it away.",
    .spec = "SCORM 2004 4th CAM 3.4, 5.1 and 5.2",
    .bad = R"(
over SCORM 2004
-- imsmanifest.xml -- changed
-      <item identifier="i" identifierref="r"><title>Start</title></item>
+      <item identifier="i" identifierref="r"><title>Start</title><adlcp:CompletionThreshold completedByMeasure="true"/></item>
)",
    .good = R"(
over SCORM 2004
-- imsmanifest.xml -- changed
-      <item identifier="i" identifierref="r"><title>Start</title></item>
+      <item identifier="i" identifierref="r"><title>Start</title><adlcp:completionThreshold completedByMeasure="true"/></item>
)",
    .check = check,
};

}  // namespace haat::rules
