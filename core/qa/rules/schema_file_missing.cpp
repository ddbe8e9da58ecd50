#include "core/qa/rules/named_schemas.hpp"

namespace haat::rules {
namespace {

void check(const Subject& subject, const Rule::Reporter& report) {
  if (!is_scorm(subject)) return;
  for (const auto& missing : missing_schemas(subject))
    report_in_manifest(subject, report, missing.place,
                       "the schema \"" + missing.path + "\" is not in the package");
  if (lacks_all_schemas(subject))
    report_in_manifest(subject, report, subject.manifest.root->place,
                       "the package has no schema at its root, and the manifest names none");
}

}  // namespace

extern const Rule schema_file_missing;
constinit const Rule schema_file_missing{
    .id = "schema-file-missing",
    .severity = Severity::advice,
    .layer = Layer::standard,
    .summary = "A schema of the manifest is not in the package.",
    .why =
        "Strict LMSs validate with the schemas that come in the package, and refuse a manifest "
        "whose schemas they do not find.",
    .fix = "Put the standard's schemas beside the manifest, as \"haat check --fix\" does.",
    .spec = "SCORM 1.2 CAM 2.3.1; SCORM 2004 4th CAM 3.3.3",
    .bad = R"(
-- imsmanifest.xml -- changed
-<manifest identifier="m" xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2">
+<manifest identifier="m" xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://www.imsproject.org/xsd/imscp_rootv1p1p2 imscp_rootv1p1p2.xsd">
)",
    .good = "",
    .check = check,
};

}  // namespace haat::rules
