#include "core/manifest/edition_terms.hpp"
#include "core/qa/rules/reading.hpp"

namespace haat::rules {
namespace {

void check(const Subject& subject, const Rule::Reporter& report) {
  if (!is_scorm2004(subject) || subject.manifest.structure->standard == Standard::scorm2004_4)
    return;
  if (const auto* term = fourth_edition_term(*subject.manifest.root))
    report_in_manifest(subject, report, term->place,
                       "this <" + term->name + "> is of the 4th Edition, but the manifest says " +
                           std::string(to_string(subject.manifest.structure->standard)));
}

}  // namespace

extern const Rule edition_understated;
constinit const Rule edition_understated{
    .id = "edition-understated",
    .severity = Severity::warning,
    .layer = Layer::standard,
    .summary =
        "The manifest uses what the 4th Edition of SCORM 2004 brought, and says that it is of an "
        "earlier one.",
    .why =
        "An LMS that goes by the edition does not read it; one of that edition refuses the "
        "package.",
    .fix = "Write \"2004 4th Edition\" as the schemaversion.",
    .spec = "SCORM 2004 4th CAM 3.4.1, 5.1.15",
    .bad = R"(
over SCORM 2004
-- imsmanifest.xml -- changed
-  <metadata><schema>ADL SCORM</schema><schemaversion>2004 4th Edition</schemaversion></metadata>
+  <metadata><schema>ADL SCORM</schema><schemaversion>2004 3rd Edition</schemaversion></metadata>
-      <item identifier="i" identifierref="r"><title>Start</title></item>
+      <item identifier="i" identifierref="r"><title>Start</title><adlcp:completionThreshold completedByMeasure="true"/></item>
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
