#include "core/qa/rules/listed_files.hpp"
#include "core/qa/rules/misspelt.hpp"

namespace haat::rules {
namespace {

void check(const Subject& subject, const Rule::Reporter& report) {
  if (!is_scorm(subject)) return;
  const Misspelt misspelt(subject);
  const ListedFiles listed(subject);
  std::set<const Resource*> lost;  // with a <file> that leads nowhere
  each_resource(subject, [&](const CourseStructure&, const Resource& resource) {
    for (const auto& file : resource.files)
      if (subject.package.find(file.path) == nullptr) lost.insert(&resource);
  });
  std::set<Place> nameless;  // resources with a <file> that lacks its address
  each_inner_element(subject, [&](const Element& parent, const Element& file) {
    if (file.name == "file" && file.find("", "href") == nullptr) nameless.insert(parent.place);
  });
  each_resource(subject, [&](const CourseStructure& course, const Resource& resource) {
    // A launch file that is not there, a <file> in other letters and one that leads nowhere, which
    // may be the one for it, have rules of their own.
    if (subject.package.find(resource.launch) == nullptr ||
        misspelt.has_child(resource.place, "file") || nameless.contains(resource.place))
      return;
    if (listed.is_any(resource, [&](const Resource& each) {
          return listed.has(each, resource.launch) || lost.contains(&each);
        }))
      return;
    report(course.manifest, resource.href_place,
           "resource \"" + resource.identifier + "\" launches \"" + resource.launch +
               "\" and has no <file> for it");
  });
}

}  // namespace

extern const Rule launch_file_not_listed;
constinit const Rule launch_file_not_listed{
    .id = "launch-file-not-listed",
    .severity = Severity::warning,
    .layer = Layer::standard,
    .summary = "A resource launches a file that neither it nor what it depends on lists.",
    .why = "LMSs that copy only what is listed leave it out, and the activity cannot start.",
    .fix = "Add a <file> with the same href to the resource.",
    .spec = "SCORM 2004 4th CAM 3.4.1.2 (REQ_30.7.3.9.1.1)",
    .bad = R"(
-- imsmanifest.xml -- changed
-      <file href="index.html"/>
)",
    .good = "",
    .check = check,
};

}  // namespace haat::rules
