#include "core/qa/rules/launch_data.hpp"

namespace haat::rules {
namespace {

void check(const Subject& subject, const Rule::Reporter& report) {
  if (!is_scorm12(subject)) return;
  const auto* metadata = subject.manifest.root->child("metadata");
  if (metadata == nullptr) return;
  // A version of SCORM 2004 contradicts the namespace, which has a rule of its own.
  for (const auto& problem : subject.manifest.problems)
    if (problem.id == "manifest-edition-contradiction") return;
  const auto judge = [&](const char* name, std::string_view wanted) {
    const auto* element = metadata->child(name);
    // Of one that is too long the schema has told.
    if (element != nullptr && element->text.size() <= 100 && collapse(element->text) != wanted)
      report_in_manifest(subject, report, element->place,
                         "the " + element->name + " is \"" + element->text + "\" instead of \"" +
                             std::string(wanted) + "\"");
  };
  judge("schema", "ADL SCORM");
  judge("schemaversion", "1.2");
}

}  // namespace

extern const Rule metadata_schema_unusual;
constinit const Rule metadata_schema_unusual{
    .id = "metadata-schema-unusual",
    .severity = Severity::warning,
    .layer = Layer::standard,
    .summary = "A SCORM 1.2 manifest names another standard or version.",
    .why = "LMSs that look there take the package for something else, or guess.",
    .fix = "Write \"ADL SCORM\" as the schema and \"1.2\" as its version.",
    .spec = "SCORM 1.2 CAM 2.3.2.1, schema and schemaversion",
    .bad = R"(
-- imsmanifest.xml -- changed
-  <metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion></metadata>
+  <metadata><schema>IMS Content</schema><schemaversion>1.2</schemaversion></metadata>
)",
    .good = R"(

)",
    .check = check,
};

}  // namespace haat::rules
