#include "core/qa/rules/homes.hpp"

namespace haat::rules {
namespace {

// One of SCORM's that belongs into another element has a rule of its own.
void check(const Subject& subject, const Rule::Reporter& report) {
  report_problems("element-unexpected", subject, report, places_astray(subject));
}

}  // namespace

extern const Rule element_unexpected;
constinit const Rule element_unexpected{
    .id = "element-unexpected",
    .severity = Severity::error,
    .layer = Layer::schema,
    .summary = "The manifest has an element where its standard knows no such element.",
    .why = "LMSs that validate refuse the package; the others ignore what it was meant to say.",
    .fix =
        "Correct the name of the element, or take it away. One of your own needs a namespace of "
        "its own.",
    .spec = "SCORM 1.2 CAM 2.3; SCORM 2004 CAM 3.4; cmi5 13.1.5 (13.1.5.0-2), 13.2 (13.2.0.0-1)",
    .bad = R"(
over cmi5
-- cmi5.xml -- changed
-    <url>index.html</url>
+    <url>index.html</url>
+    <duration>PT10M</duration>
)",
    .good = "",
    .check = check,
};

}  // namespace haat::rules
