#include <set>

#include "core/qa/rules/leftovers.hpp"
#include "core/qa/rules/reading.hpp"

namespace haat::rules {
namespace {

// Schemas, the manifest itself and what is Haat's need no mention; what is there by accident has
// rules of its own.
bool needs_none(std::string_view path) {
  return path == "imsmanifest.xml" || path.starts_with("haat/") || path.ends_with(".xsd") ||
         path.ends_with(".dtd") || is_leftover(path);
}

void check(const Subject& subject, const Rule::Reporter& report) {
  const auto& course = subject.manifest.structure;
  if (!is_scorm(subject)) return;  // the others list no files
  std::set<std::string_view> listed(course->metadata_files.begin(), course->metadata_files.end());
  for (const auto& path : course->metadata_files)
    if (const auto* meant = subject.names.but_for_case(path)) listed.insert(meant->path);
  for (const auto& resource : course->resources) {
    listed.insert(resource.launch);
    for (const auto& file : resource.files) {
      listed.insert(file.path);
      if (const auto* meant = subject.names.but_for_case(file.path)) listed.insert(meant->path);
    }
  }
  for (const auto& entry : subject.package.entries())
    if (!listed.contains(entry.path) && !needs_none(entry.path))
      report(entry.path, 0, "no resource of the manifest lists this file");
}

}  // namespace

extern const Rule file_not_listed;
constinit const Rule file_not_listed{
    .id = "file-not-listed",
    .severity = Severity::warning,
    .layer = Layer::standard,
    .summary = "The package contains a file that the manifest does not list.",
    .why = "LMSs that copy only what is listed leave it out, and the course breaks there.",
    .fix = "Add a <file> for it to the resource that uses it, or leave it out of the package.",
    .spec = "SCORM 1.2 CAM 2.3.2.3; SCORM 2004 CAM 3.4.1.2",
    .bad = R"(
-- extra.js --
var extra;
)",
    .good = "",
    .check = check,
};

}  // namespace haat::rules
