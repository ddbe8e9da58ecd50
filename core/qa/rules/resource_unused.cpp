#include <set>

#include "core/qa/rules/reading.hpp"

namespace haat::rules {
namespace {

void check(const Subject& subject, const Rule::Reporter& report) {
  if (!is_scorm(subject)) return;
  std::set<std::string> used, known;
  each_element(subject, [&](const Element& element) {
    used.insert(collapsed_value(element, "identifierref"));
  });
  each_resource(subject, [&](const CourseStructure&, const Resource& resource) {
    known.insert(resource.identifier);
  });
  // What leads nowhere has a rule of its own; the resource may be the one that it wants.
  bool lost = false, any = false;
  each_element(subject, [&](const Element& element) {
    if (element.name == "dependency")
      lost = lost || !known.contains(collapsed_value(element, "identifierref"));
  });
  each_item(subject, [&](const CourseStructure&, const Item& item) {
    any = true;
    if (item.children.empty()) lost = lost || !known.contains(item.identifierref);
  });
  if (lost || !any) return;
  each_resource(subject, [&](const CourseStructure& course, const Resource& resource) {
    if (!resource.identifier.empty() && !used.contains(resource.identifier))
      report(course.manifest, resource.place,
             "nothing refers to the resource \"" + resource.identifier + "\"");
  });
}

}  // namespace

extern const Rule resource_unused;
constinit const Rule resource_unused{
    .id = "resource-unused",
    .severity = Severity::warning,
    .layer = Layer::standard,
    .summary = "No item launches a resource, and no other depends on it.",
    .why = "Learners never see it, and editors lose track of what belongs to the course.",
    .fix = "Refer to it, or take it out of the manifest.",
    .spec = "SCORM 2004 4th CAM 3.4.1.2",
    .bad = R"(
over SCORM 2004
-- more.html --
<!doctype html>
<html lang="en"><meta name="viewport" content="width=device-width"><title>More</title><p>More</p></html>
-- imsmanifest.xml -- changed
-  </resources>
+    <resource identifier="more" type="webcontent" adlcp:scormType="asset" href="more.html"><file href="more.html"/></resource>
+  </resources>
)",
    .good = R"(
over SCORM 2004
)",
    .check = check,
};

}  // namespace haat::rules
