#include "core/qa/rules/reading.hpp"

namespace haat::rules {
namespace {

void check(const Subject& subject, const Rule::Reporter& report) {
  if (!is_scorm(subject)) return;
  each_resource(subject, [&](const CourseStructure& course, const Resource& resource) {
    if (const auto at = resource.href.find('?');
        at != std::string::npos && !is_absolute_url(resource.launch))
      report(source_of(course, resource), resource.href_place,
             "resource \"" + resource.identifier + "\" is launched with the query \"" +
                 resource.href.substr(at) + "\"");
  });
}

}  // namespace

extern const Rule launch_address_with_query;
constinit const Rule launch_address_with_query{
    .id = "launch-address-with-query",
    .severity = Severity::warning,
    .layer = Layer::practice,
    .summary = "A resource is launched with a query in its address.",
    .why = "Some platforms take all of it for the name of a file, and find none.",
    .fix = "Move what stands behind the \"?\" into the attribute parameters of the item.",
    .spec = "practice",
    .bad = R"(
-- imsmanifest.xml -- changed
-    <resource identifier="r" type="webcontent" adlcp:scormtype="sco" href="index.html">
+    <resource identifier="r" type="webcontent" adlcp:scormtype="sco" href="index.html?page=1">
)",
    .good = R"(
-- imsmanifest.xml -- changed
-      <item identifier="i" identifierref="r"><title>Start</title></item>
+      <item identifier="i" identifierref="r" parameters="?page=1"><title>Start</title></item>
)",
    .check = check,
};

}  // namespace haat::rules
