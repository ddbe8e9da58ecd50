#include "core/qa/rules/reading.hpp"

namespace haat::rules {
namespace {

void check(const Subject& subject, const Rule::Reporter& report) {
  report_problems(subject, "value-too-long", report);
}

}  // namespace

extern const Rule value_too_long;
constinit const Rule value_too_long{
    .id = "value-too-long",
    .severity = Severity::error,
    .summary = "A text in the manifest is longer than its standard allows.",
    .why = "LMSs that validate refuse the package; others cut the text.",
    .fix = "Shorten the text.",
    .spec = "SCORM 1.2 CAM 2.3.2",
    .bad = R"(
-- imsmanifest.xml -- changed
-      <item identifier="i" identifierref="r"><title>Start</title></item>
+      <item identifier="i" identifierref="r"><title>Start</title><adlcp:maxtimeallowed>00001:00:00.00</adlcp:maxtimeallowed></item>
)",
    .good = "",
    .check = check,
};

}  // namespace haat::rules
