#include <algorithm>
#include <array>

#include "core/qa/rules/reading.hpp"

namespace haat::rules {
namespace {

constexpr std::array<std::string_view, 3> versions{"2004 4th Edition", "2004 3rd Edition",
                                                   "CAM 1.3"};

void check(const Subject& subject, const Rule::Reporter& report) {
  const auto* metadata = is_scorm2004(subject) ? subject.manifest.root->child("metadata") : nullptr;
  if (metadata == nullptr) return;
  const auto& manifest = subject.manifest.structure->manifest;
  const auto* schema = metadata->child("schema");
  if (schema != nullptr && schema->text != "ADL SCORM")
    report(manifest, schema->place,
           "the schema is \"" + schema->text + "\" instead of \"ADL SCORM\"");
  const auto* version = metadata->child("schemaversion");
  // "1.2" contradicts the namespace, which has a rule of its own.
  if (version != nullptr && version->text != "1.2" &&
      std::find(versions.begin(), versions.end(), version->text) == versions.end())
    report(manifest, version->place, "there is no version \"" + version->text + "\" of SCORM 2004");
}

}  // namespace

extern const Rule metadata_schema_unknown;
constinit const Rule metadata_schema_unknown{
    .id = "metadata-schema-unknown",
    .severity = Severity::error,
    .layer = Layer::standard,
    .summary = "The manifest names a standard or version that does not exist.",
    .why = "The LMS has to guess the edition, and may treat the course as an older one.",
    .fix =
        "Write \"ADL SCORM\" as the schema, and \"2004 4th Edition\", \"2004 3rd Edition\" or "
        "\"CAM 1.3\" as its version.",
    .spec = "SCORM 2004 4th CAM 3.4.1.1 (REQ_30.5.2, REQ_30.5.3)",
    .bad = R"(
over SCORM 2004
-- imsmanifest.xml -- changed
-  <metadata><schema>ADL SCORM</schema><schemaversion>2004 4th Edition</schemaversion></metadata>
+  <metadata><schema>ADL SCORM</schema><schemaversion>2004</schemaversion></metadata>
)",
    .good = R"(
over SCORM 2004
)",
    .check = check,
};

}  // namespace haat::rules
