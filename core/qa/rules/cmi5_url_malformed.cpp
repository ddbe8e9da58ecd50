#include "core/qa/rules/cmi5.hpp"

namespace haat::rules {
namespace {

void check(const Subject& subject, const Rule::Reporter& report) {
  if (!is_cmi5(subject)) return;
  each_resource(subject, [&](const CourseStructure& course, const Resource& unit) {
    if (const auto fault = url_fault(unit.href); !fault.empty())
      report(course.manifest, unit.place, "the url \"" + unit.href + "\" is none: " + fault);
  });
}

}  // namespace

extern const Rule cmi5_url_malformed;
constinit const Rule cmi5_url_malformed{
    .id = "cmi5-url-malformed",
    .severity = Severity::error,
    .layer = Layer::standard,
    .summary = "The url of an assignable unit is no URL.",
    .why = "An LMS has to refuse the course; browsers guess differently what is meant.",
    .fix =
        "Escape what a URL cannot hold, such as a blank as %20, and begin with a whole scheme and "
        "host or with none.",
    .spec = "cmi5 13.1.4 (13.1.4.0-2); RFC 1738, 2.2",
    .bad = R"(
over cmi5
-- cmi5.xml -- changed
-    <url>index.html</url>
+    <url>https://example.org index.html</url>
)",
    .good = R"(
over cmi5
)",
    .check = check,
};

}  // namespace haat::rules
