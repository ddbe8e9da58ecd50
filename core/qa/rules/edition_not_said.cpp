#include "core/qa/rules/launch_data.hpp"

namespace haat::rules {
namespace {

void check(const Subject& subject, const Rule::Reporter& report) {
  if (!is_scorm12(subject)) return;
  const auto& root = *subject.manifest.root;
  const auto* metadata = root.child("metadata");
  const bool schema = metadata != nullptr && metadata->child("schema") != nullptr;
  const bool version = metadata != nullptr && metadata->child("schemaversion") != nullptr;
  if (schema && version) return;
  report_in_manifest(subject, report, metadata == nullptr ? root.place : metadata->place,
                     std::string("the manifest has no ") +
                         (metadata == nullptr ? "<metadata> with <schema> and <schemaversion>"
                          : schema            ? "<schemaversion>"
                          : version           ? "<schema>"
                                              : "<schema> and no <schemaversion>"));
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
