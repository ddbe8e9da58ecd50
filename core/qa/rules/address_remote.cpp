#include "core/qa/rules/reading.hpp"

namespace haat::rules {
namespace {

void check(const Subject& subject, const Rule::Reporter& report) {
  // Elsewhere a unit may lie on another server.
  if (!subject.manifest.structure || !has_packaging_schema(*subject.manifest.structure)) return;
  each_resource(subject, [&](const CourseStructure& course, const Resource& resource) {
    const auto say = [&](Place place, const std::string& address) {
      if (!address_fault(address).empty()) return;  // file:, which is nobody's server
      report(course.manifest, place,
             "resource \"" + resource.identifier + "\" leads to " + address);
    };
    if (!base_fault(resource.base).empty()) return;
    if (is_absolute_url(resource.launch)) say(resource.href_place, resource.launch);
    for (const auto& file : resource.files)
      if (is_absolute_url(file.path) && file.path != resource.launch)
        say(file.href_place, file.path);
  });
}

}  // namespace

extern const Rule address_remote;
constinit const Rule address_remote{
    .id = "address-remote",
    .severity = Severity::warning,
    .layer = Layer::practice,
    .summary = "A resource is on another server.",
    .why =
        "The course does not run without a network, reports nothing to the LMS from there, and "
        "changes without anybody checking it.",
    .fix = "Put the files into the package.",
    .spec = "practice",
    .bad = R"(
-- index.html -- removed
-- imsmanifest.xml -- changed
-    <resource identifier="r" type="webcontent" adlcp:scormtype="sco" href="index.html">
-      <file href="index.html"/>
+    <resource identifier="r" type="webcontent" adlcp:scormtype="sco" href="https://example.org/index.html">
)",
    .good = "",
    .check = check,
};

}  // namespace haat::rules
