#include "core/qa/rules/faulty_addresses.hpp"

namespace haat::rules {
namespace {

void check(const Subject& subject, const Rule::Reporter& report) {
  if (!is_scorm(subject)) return;
  const FaultyAddresses faulty(subject);
  for (const auto& file : subject.manifest.structure->metadata_files)
    if (!faulty.contains(file.place) && !told_by_schema(subject, file.place) &&
        !is_absolute_url(file.path) && subject.package.find(file.path) == nullptr &&
        subject.names.but_for_case(file.path) == nullptr)
      report_in_manifest(subject, report, file.place,
                         "the metadata file \"" + file.path + "\" is not in the package");
}

}  // namespace

extern const Rule metadata_file_missing;
constinit const Rule metadata_file_missing{
    .id = "metadata-file-missing",
    .severity = Severity::warning,
    .layer = Layer::standard,
    .summary = "The manifest refers to metadata in a file that is not there.",
    .why = "The description of the course is lost; strict LMSs refuse the package.",
    .fix = "Add the file, or take the reference away.",
    .spec = "SCORM 2004 4th CAM 4.5.2; SCORM 1.2 CAM 2.3.2.4",
    .bad = R"(
-- imsmanifest.xml -- changed
-  <metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion></metadata>
+  <metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion><adlcp:location>metadata.xml</adlcp:location></metadata>
)",
    .good = "",
    .check = check,
};

}  // namespace haat::rules
