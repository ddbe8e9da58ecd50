#include "core/qa/rules/cmi5.hpp"

namespace haat::rules {
namespace {

void check(const Subject& subject, const Rule::Reporter& report) {
  if (!is_cmi5(subject)) return;
  const bool alone = subject.package.is_manifest_alone();
  each_resource(subject, [&](const CourseStructure& course, const Resource& unit) {
    const bool relative = !is_absolute_url(unit.href);
    if (unit.href.empty() || (relative && !alone) || (!relative && !unit.href.starts_with("//")))
      return;
    report(course.manifest, unit.place,
           "the url \"" + unit.href +
               "\" is not fully qualified, but the unit is not in the package" +
               (alone ? ", which is a course structure alone" : ""));
  });
}

}  // namespace

extern const Rule cmi5_url_not_qualified;
constinit const Rule cmi5_url_not_qualified{
    .id = "cmi5-url-not-qualified",
    .severity = Severity::error,
    .layer = Layer::standard,
    .summary = "The url of an assignable unit outside the package is not fully qualified.",
    .why = "An LMS has to refuse the course: it cannot tell which server has the unit.",
    .fix = "Write the whole URL with its scheme, or pack the unit into a zip with its cmi5.xml.",
    .spec = "cmi5 14.1 (14.1.0.0-4), 14.2 (14.2.0.0-1)",
    .bad = R"(
over cmi5
-- index.html -- removed
-- cmi5.xml -- changed
-    <url>index.html</url>
+    <url>//example.org/index.html</url>
)",
    .good = R"(
over cmi5
-- index.html -- removed
-- cmi5.xml -- changed
-    <url>index.html</url>
+    <url>https://example.org/index.html</url>
)",
    .check = check,
};

}  // namespace haat::rules
