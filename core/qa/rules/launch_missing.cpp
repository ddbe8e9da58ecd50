#include <map>

#include "core/qa/rules/misspelt.hpp"

namespace haat::rules {
namespace {

void check(const Subject& subject, const Rule::Reporter& report) {
  const auto& course = subject.manifest.structure;
  if (!is_scorm(subject)) return;  // a cmi5 unit without an address is against its schema
  const Misspelt misspelt(subject);
  std::map<std::string_view, const Resource*> silent;
  for (const auto& resource : course->resources)
    if (resource.launch.empty() && !resource.identifier.empty() &&
        !misspelt.has_attribute(resource.place, "href"))
      silent.emplace(resource.identifier, &resource);
  each_item(subject, [&](const CourseStructure&, const Item& item) {
    const auto at = silent.find(item.identifierref);
    if (at == silent.end()) return;
    report(source_of(*course, *at->second), at->second->place,
           "item \"" + item.identifier + "\" leads to the resource \"" + item.identifierref +
               "\", which launches nothing");
    silent.erase(at);  // however many items lead to it
  });
}

}  // namespace

extern const Rule launch_missing;
constinit const Rule launch_missing{
    .id = "launch-missing",
    .severity = Severity::error,
    .layer = Layer::standard,
    .summary = "An item leads to a resource that launches nothing.",
    .why = "The learner can choose the activity, but nothing happens.",
    .fix =
        "Write the href of the page to launch into the resource, or take the identifierref from "
        "the item.",
    .spec = "SCORM 1.2 CAM 2.3.2.3; SCORM 2004 CAM 3.4.1.2",
    .bad = R"(
-- imsmanifest.xml -- changed
-    <resource identifier="r" type="webcontent" adlcp:scormtype="sco" href="index.html">
+    <resource identifier="r" type="webcontent" adlcp:scormtype="sco" >
)",
    .good = "",
    .check = check,
};

}  // namespace haat::rules
