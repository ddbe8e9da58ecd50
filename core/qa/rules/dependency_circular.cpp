#include "core/qa/rules/circles.hpp"
#include "core/qa/rules/reading.hpp"

namespace haat::rules {
namespace {

void check(const Subject& subject, const Rule::Reporter& report) {
  if (!is_scorm(subject)) return;
  Arrows needs;
  std::map<std::string, Place> places;
  each_resource(subject, [&](const CourseStructure&, const Resource& resource) {
    if (!resource.dependencies.empty() &&
        places.emplace(resource.identifier, resource.place).second)
      needs[resource.identifier] = resource.dependencies;
  });
  each_circle(needs, [&](const std::string& from, const std::string& to) {
    report(subject.manifest.structure->manifest, places.at(from),
           from == to ? "the resource \"" + from + "\" depends on itself"
                      : "the resource \"" + from + "\" depends on \"" + to +
                            "\", which in the end depends on it");
  });
}

}  // namespace

extern const Rule dependency_circular;
constinit const Rule dependency_circular{
    .id = "dependency-circular",
    .severity = Severity::warning,
    .layer = Layer::standard,
    .summary = "Resources depend on each other.",
    .why = "An LMS that gathers what a resource needs may never come to an end.",
    .fix = "Take one of the dependencies away.",
    .spec = "SCORM 1.2 CAM 2.3.2.3, dependency; SCORM 2004 CAM 3.4.1.24",
    .bad = R"(
-- imsmanifest.xml -- changed
-    <resource identifier="r" type="webcontent" adlcp:scormtype="sco" href="index.html">
-      <file href="index.html"/>
+    <resource identifier="r" type="webcontent" adlcp:scormtype="sco" href="index.html">
+      <file href="index.html"/>
+      <dependency identifierref="r"/>
)",
    .good = R"(
-- imsmanifest.xml -- changed
-    <resource identifier="r" type="webcontent" adlcp:scormtype="sco" href="index.html">
-      <file href="index.html"/>
+    <resource identifier="r" type="webcontent" adlcp:scormtype="sco" href="index.html">
+      <file href="index.html"/>
+      <dependency identifierref="s"/>
-  </resources>
+    <resource identifier="s" type="webcontent" adlcp:scormtype="asset"/>
+  </resources>
)",
    .check = check,
};

}  // namespace haat::rules
