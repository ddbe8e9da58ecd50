#include "core/qa/rules/sequencing.hpp"

namespace haat::rules {
namespace {

void check(const Subject& subject, const Rule::Reporter& report) {
  if (!is_scorm2004(subject) || subject.manifest.structure->standard == Standard::scorm2004_2)
    return;
  each_element(subject, [&](const Element& element) {
    if (const auto* state = element.find(adlcp, "persistState"))
      report_in_manifest(subject, report, state->place,
                         "<" + element.name + "> has the attribute persistState, which " +
                             to_string(subject.manifest.structure->standard) + " does not know");
  });
}

}  // namespace

extern const Rule persist_state_obsolete;
constinit const Rule persist_state_obsolete{
    .id = "persist-state-obsolete",
    .severity = Severity::error,
    .layer = Layer::standard,
    .summary = "A resource has the attribute persistState, which SCORM took away.",
    .why = "No LMS acts on it, and strict ones refuse the package.",
    .fix = "Take the attribute adlcp:persistState away.",
    .spec = "SCORM 2004 3rd and 4th CAM 3.4.1.2",
    .bad = R"(
over SCORM 2004
-- imsmanifest.xml -- changed
-    <resource identifier="r" type="webcontent" adlcp:scormType="sco" href="index.html">
+    <resource identifier="r" type="webcontent" adlcp:scormType="sco" adlcp:persistState="true" href="index.html">
)",
    .good = R"(
over SCORM 2004
)",
    .check = check,
};

}  // namespace haat::rules
