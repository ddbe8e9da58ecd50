#include "core/qa/rules/faulty_addresses.hpp"

namespace haat::rules {
namespace {

void check(const Subject& subject, const Rule::Reporter& report) {
  const FaultyAddresses faulty(subject);
  each_resource(subject, [&](const CourseStructure& course, const Resource& resource) {
    for (const auto& file : resource.files) {
      // The launch file, and an address that means nothing, have rules of their own.
      if (file.path == resource.launch || is_absolute_url(file.path) || leads_out(file.path) ||
          !base_fault(resource.base).empty() || faulty.contains(file.href_place) ||
          subject.package.find(file.path) != nullptr ||
          subject.names.by_another_name(file.path) != nullptr)
        continue;
      report(source_of(course, resource), file.href_place,
             "resource \"" + resource.identifier + "\" lists \"" + file.path +
                 "\", which is not in the package");
    }
  });
}

}  // namespace

extern const Rule listed_file_missing;
constinit const Rule listed_file_missing{
    .id = "listed-file-missing",
    .severity = Severity::warning,
    .layer = Layer::standard,
    .summary = "The manifest lists a file that the package does not contain.",
    .why =
        "Parts of the course, such as pictures or scripts, may be missing for the learner; strict "
        "LMSs refuse the package.",
    .fix = "Add the file, or take it out of the manifest.",
    .spec = "SCORM 1.2 CAM 2.3.2.3; SCORM 2004 CAM 3.4.1.2",
    .bad = R"(
-- imsmanifest.xml -- changed
-      <file href="index.html"/>
+      <file href="index.html"/>
+      <file href="picture.png"/>
)",
    .good = "",
    .check = check,
};

}  // namespace haat::rules
