#include "core/qa/rules/reading.hpp"

namespace haat::rules {
namespace {

void check(const Subject& subject, const Rule::Reporter& report) {
  report_problems(subject, "attribute-unexpected", report);
}

}  // namespace

extern const Rule attribute_unexpected;
constinit const Rule attribute_unexpected{
    .id = "attribute-unexpected",
    .severity = Severity::error,
    .layer = Layer::schema,
    .summary = "An element of the manifest has an attribute that its standard does not know.",
    .why = "LMSs that validate refuse the package; the others ignore what it was meant to say.",
    .fix = "Correct the name of the attribute, or take it away.",
    .spec = "SCORM 1.2 CAM 2.3; SCORM 2004 CAM 3.4; cmi5 13.2 (13.2.0.0-1)",
    .bad = R"(
-- imsmanifest.xml -- changed
-      <item identifier="i" identifierref="r"><title>Start</title></item>
+      <item identifier="i" identifierref="r" visible="true"><title>Start</title></item>
)",
    .good = "",
    .check = check,
};

}  // namespace haat::rules
