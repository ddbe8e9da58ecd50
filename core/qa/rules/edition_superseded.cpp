#include "core/manifest/edition_terms.hpp"
#include "core/qa/rules/reading.hpp"

namespace haat::rules {
namespace {

void check(const Subject& subject, const Rule::Reporter& report) {
  // That it is not even true is told by itself.
  if (!is_scorm2004(subject) || fourth_edition_term(*subject.manifest.root) != nullptr) return;
  const auto* metadata = subject.manifest.root->child("metadata");
  const auto* version = metadata == nullptr ? nullptr : metadata->child("schemaversion");
  if (version != nullptr && (version->text == "2004 3rd Edition" || version->text == "CAM 1.3"))
    report_in_manifest(subject, report, version->place,
                       "the schemaversion is \"" + std::string(version->text) +
                           "\"; the last one is \"2004 4th Edition\"");
}

}  // namespace

extern const Rule edition_superseded;
constinit const Rule edition_superseded{
    .id = "edition-superseded",
    .severity = Severity::advice,
    .layer = Layer::standard,
    .summary = "The manifest is one of an earlier edition of SCORM 2004.",
    .why =
        "What the 4th Edition added (shared data, weighted progress, more of an objective shared) "
        "is not there, and ADL recommends to say the 4th Edition.",
    .fix = "Have the course made for the 4th Edition anew, if the LMS takes it.",
    .spec = "SCORM 2004 4th CAM 3.4.1.1 (REQ_30.5.3.1)",
    .bad = R"(
over SCORM 2004
-- imsmanifest.xml -- changed
-  <metadata><schema>ADL SCORM</schema><schemaversion>2004 4th Edition</schemaversion></metadata>
+  <metadata><schema>ADL SCORM</schema><schemaversion>2004 3rd Edition</schemaversion></metadata>
)",
    .good = R"(
over SCORM 2004
)",
    .check = check,
};

}  // namespace haat::rules
