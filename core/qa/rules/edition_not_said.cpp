#include "core/qa/rules/unsaid_edition.hpp"

namespace haat::rules {
namespace {

void check(const Subject& subject, const Rule::Reporter& report) {
  if (is_scorm12(subject)) report_unsaid_edition(subject, report);
}

}  // namespace

extern const Rule edition_not_said;
constinit const Rule edition_not_said{
    .id = "edition-not-said",
    .severity = Severity::warning,
    .layer = Layer::standard,
    .summary = "A SCORM 1.2 manifest does not say which standard or version it follows.",
    .why = "LMSs that look there have to guess; some take the package for no course at all.",
    .fix =
        "Begin the manifest with <metadata><schema>ADL "
        "SCORM</schema><schemaversion>1.2</schemaversion></metadata>.",
    .spec = "SCORM 1.2 CAM 2.3.2.1, schema and schemaversion",
    .bad = R"(
-- imsmanifest.xml -- changed
-  <metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion></metadata>
)",
    .good = "",
    .check = check,
};

}  // namespace haat::rules
