#include "core/qa/rules/misspelt.hpp"

namespace haat::rules {
namespace {

void check(const Subject& subject, const Rule::Reporter& report) {
  if (!is_scorm2004(subject)) return;
  const auto& root = *subject.manifest.root;
  const Misspelt misspelt(subject);
  const auto say = [&](Place place, const std::string& what) {
    report(subject.manifest.structure->manifest, place, what);
  };
  const auto* metadata = root.child("metadata");
  if (metadata == nullptr && misspelt.has_child(root.place, "metadata")) return;
  if (metadata == nullptr)
    return say(root.place, "the manifest has no <metadata> with its schema and version");
  for (const char* name : {"schema", "schemaversion"})
    if (metadata->child(name) == nullptr && !misspelt.has_child(metadata->place, name))
      say(metadata->place, "the manifest's <metadata> has no <" + std::string(name) + ">");
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
