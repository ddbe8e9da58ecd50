#include "core/qa/rules/faulty_addresses.hpp"

namespace haat::rules {
namespace {

void check(const Subject& subject, const Rule::Reporter& report) {
  if (subject.package.is_manifest_alone()) return;  // which has no files at all
  const FaultyAddresses faulty(subject);
  each_resource(subject, [&](const CourseStructure& course, const Resource& resource) {
    // What is wrong with the address itself has a rule of its own.
    if (course.standard == Standard::cmi5 && !url_fault(resource.href).empty()) return;
    if (resource.launch.empty() || is_absolute_url(resource.launch) || leads_out(resource.launch) ||
        !address_fault(resource.href).empty() || !base_fault(resource.base).empty() ||
        faulty.contains(resource.href_place) || subject.package.find(resource.launch) != nullptr ||
        subject.names.by_another_name(resource.launch) != nullptr)
      return;
    report(source_of(course, resource), resource.href_place,
           "resource \"" + resource.identifier + "\" launches \"" + resource.launch +
               "\", which is not in the package");
  });
}

}  // namespace

extern const Rule launch_file_missing;
constinit const Rule launch_file_missing{
    .id = "launch-file-missing",
    .severity = Severity::error,
    .layer = Layer::standard,
    .summary = "A resource launches a file that the package does not contain.",
    .why = "The LMS shows an empty frame, and the learner cannot start the activity.",
    .fix = "Add the file, or correct the resource's href.",
    .spec = "SCORM 1.2 CAM 2.3.2.3; SCORM 2004 CAM 3.4.1.2; cmi5 14.1 (14.1.0.0-4)",
    .bad = R"(
-- imsmanifest.xml -- changed
-    <resource identifier="r" type="webcontent" adlcp:scormtype="sco" href="index.html">
+    <resource identifier="r" type="webcontent" adlcp:scormtype="sco" href="gone.html">
)",
    .good = "",
    .check = check,
};

}  // namespace haat::rules
