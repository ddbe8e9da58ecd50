#include <set>

#include "core/qa/rules/file_group.hpp"
#include "core/qa/rules/reading.hpp"

namespace haat::rules {
namespace {

void check(const Subject& subject, const Rule::Reporter& report) {
  std::set<std::string_view> launched;
  each_resource(subject, [&](const CourseStructure&, const Resource& resource) {
    launched.insert(resource.launch);
  });
  each_resource(subject, [&](const CourseStructure& course, const Resource& resource) {
    const auto name = file_name(resource.launch);
    const std::string folder = resource.launch.substr(0, resource.launch.size() - name.size());
    if (name != "index.html" && name != "story.html" && name != "story_html5.html") return;
    for (const auto* beside : {"index_lms.html", "index_lms_html5.html", "indexAPI.html"}) {
      const auto path = folder + beside;
      if (subject.package.find(path) != nullptr && !launched.contains(path)) {
        report(course.manifest, resource.href_place,
               "resource \"" + resource.identifier + "\" launches \"" + resource.launch +
                   "\", while \"" + path + "\" is the page for an LMS");
        return;
      }
    }
  });
}

}  // namespace

extern const Rule launch_without_lms;
constinit const Rule launch_without_lms{
    .id = "launch-without-lms",
    .severity = Severity::warning,
    .layer = Layer::practice,
    .summary = "A resource launches the page that is meant for use without an LMS.",
    .why = "The course runs, but reports nothing: no learner ever completes it.",
    .fix = "Launch the page that talks to the LMS, which lies beside it.",
    .spec = "practice",
    .bad = R"(
-- imsmanifest.xml -- changed
-      <file href="index.html"/>
+      <file href="index.html"/>
+      <file href="index_lms.html"/>
-- index_lms.html --
<!doctype html>
<html lang="en"><meta name="viewport" content="width=device-width"><title>Course</title><p>Course</p></html>
)",
    .good = "",
    .check = check,
};

}  // namespace haat::rules
