#include "core/qa/rules/unsaid_edition.hpp"

namespace haat::rules {
namespace {

void check(const Subject& subject, const Rule::Reporter& report) {
  if (is_scorm2004(subject)) report_unsaid_edition(subject, report);
}

}  // namespace

extern const Rule metadata_schema_missing;
constinit const Rule metadata_schema_missing{
    .id = "metadata-schema-missing",
    .severity = Severity::error,
    .layer = Layer::standard,
    .summary = "The manifest does not say which standard it follows.",
    .why = "The LMS has to guess the edition, and may treat the course as an older one.",
    .fix =
        "Begin the manifest with <metadata><schema>ADL "
        "SCORM</schema><schemaversion>…</schemaversion></metadata>.",
    .spec = "SCORM 2004 4th CAM 3.4.1.1 (REQ_30.4, REQ_30.5)",
    .bad = R"(
over SCORM 2004
-- imsmanifest.xml -- changed
-  <metadata><schema>ADL SCORM</schema><schemaversion>2004 4th Edition</schemaversion></metadata>
+  <metadata><schema>ADL SCORM</schema></metadata>
)",
    .good = R"(
over SCORM 2004
)",
    .check = check,
};

}  // namespace haat::rules
