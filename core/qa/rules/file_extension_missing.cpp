#include <set>

#include "core/package/entry_name.hpp"
#include "core/qa/rules/reading.hpp"

namespace haat::rules {
namespace {

void check(const Subject& subject, const Rule::Reporter& report) {
  if (!is_scorm(subject)) return;
  std::set<std::string_view> told;
  each_resource(subject, [&](const CourseStructure& course, const Resource& resource) {
    const auto judge = [&](const std::string& path, Place place) {
      const auto name = file_name(path);
      // What is not there has a rule of its own.
      if (!name.empty() && name.find('.') == std::string_view::npos && !is_absolute_url(path) &&
          subject.package.find(path) != nullptr && told.insert(path).second)
        report(source_of(course, resource), place,
               "the name \"" + std::string(name) + "\" has no extension");
    };
    judge(resource.launch, resource.href_place);
    for (const auto& file : resource.files) judge(file.path, file.href_place);
  });
}

}  // namespace

extern const Rule file_extension_missing;
constinit const Rule file_extension_missing{
    .id = "file-extension-missing",
    .severity = Severity::warning,
    .layer = Layer::standard,
    .summary = "A file of a resource has no extension.",
    .why =
        "Web servers tell browsers what a file is by its extension; without one it is offered as "
        "a download.",
    .fix = "Give the file an extension, and write it into the href.",
    .spec = "SCORM 2004 4th CAM 3.4.1.2",
    .bad = R"(
over SCORM 2004
-- page --
<!doctype html>
-- imsmanifest.xml -- changed
-      <file href="index.html"/>
+      <file href="index.html"/>
+      <file href="page"/>
)",
    .good = R"(
over SCORM 2004
)",
    .check = check,
};

}  // namespace haat::rules
