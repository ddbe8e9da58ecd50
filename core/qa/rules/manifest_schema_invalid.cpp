#include "core/qa/rules/reading.hpp"

namespace haat::rules {
namespace {

void check(const Subject& subject, const Rule::Reporter& report) {
  report_problems(subject, "manifest-schema-invalid", report);
}

}  // namespace

extern const Rule manifest_schema_invalid;
constinit const Rule manifest_schema_invalid{
    .id = "manifest-schema-invalid",
    .severity = Severity::error,
    .layer = Layer::schema,
    .summary = "The manifest does not follow the schema of its standard.",
    .why = "LMSs that validate refuse the package; others guess.",
    .fix = "Correct the element or attribute named.",
    .spec = "SCORM 1.2 CAM 2.3; SCORM 2004 CAM 3.4; cmi5 13.1.5 (13.1.5.0-2), 13.2 (13.2.0.0-1)",
    .bad = R"(
-- imsmanifest.xml -- changed
-    <resource identifier="r" type="webcontent" adlcp:scormtype="sco" href="index.html">
+    <resource identifier="r" adlcp:scormtype="sco" href="index.html">
)",
    .good = "",
    .check = check,
};

}  // namespace haat::rules
