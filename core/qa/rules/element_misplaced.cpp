#include "core/qa/rules/homes.hpp"

namespace haat::rules {
namespace {

// One that belongs into another element altogether has a rule of its own.
void check(const Subject& subject, const Rule::Reporter& report) {
  report_problems("element-misplaced", subject, report, places_astray(subject));
}

}  // namespace

extern const Rule element_misplaced;
constinit const Rule element_misplaced{
    .id = "element-misplaced",
    .severity = Severity::error,
    .layer = Layer::schema,
    .summary = "An element of the manifest stands in the wrong order.",
    .why = "LMSs that validate refuse the package; others guess.",
    .fix = "Put the elements in the order that the standard gives them.",
    .spec = "SCORM 1.2 CAM 2.3; SCORM 2004 CAM 3.4; cmi5 13.2 (13.2.0.0-1)",
    .bad = R"(
over cmi5
-- cmi5.xml -- changed
-    <title><langstring lang="en">Start</langstring></title>
-    <description><langstring lang="en">How it begins</langstring></description>
+    <description><langstring lang="en">How it begins</langstring></description>
+    <title><langstring lang="en">Start</langstring></title>
)",
    .good = "",
    .check = check,
};

}  // namespace haat::rules
