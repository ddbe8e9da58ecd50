#include <set>

#include "core/qa/rules/cmi5.hpp"

namespace haat::rules {
namespace {

// The longest end of the URL's path that is a file of the package; nullptr: there is none.
const Entry* packaged(const Subject& subject, std::string_view url) {
  const auto host = url.find("://");
  if (host == std::string_view::npos) return nullptr;
  const auto from = url.find('/', host + 3);
  if (from == std::string_view::npos) return nullptr;
  const auto path = package_path("", url.substr(from + 1));
  for (std::size_t at = 0; at != std::string::npos;) {
    if (const auto* entry = subject.package.find(std::string_view(path).substr(at))) return entry;
    const auto slash = path.find('/', at);
    at = slash == std::string::npos ? slash : slash + 1;
  }
  return nullptr;
}

void check(const Subject& subject, const Rule::Reporter& report) {
  if (!is_cmi5(subject)) return;
  std::set<std::string_view> launched;
  each_resource(
      subject, [&](const CourseStructure&, const Resource& unit) { launched.insert(unit.launch); });
  each_resource(subject, [&](const CourseStructure& course, const Resource& unit) {
    const auto* entry = is_absolute_url(unit.href) ? packaged(subject, unit.href) : nullptr;
    // A file that another unit launches may well have a namesake elsewhere.
    if (entry != nullptr && !launched.contains(entry->path))
      report(course.manifest, unit.place,
             "the url \"" + unit.href + "\" leads to a server, but \"" + entry->path +
                 "\" is in the package");
  });
}

}  // namespace

extern const Rule cmi5_url_of_packaged_file;
constinit const Rule cmi5_url_of_packaged_file{
    .id = "cmi5-url-of-packaged-file",
    .severity = Severity::warning,
    .layer = Layer::practice,
    .summary =
        "An assignable unit is launched from a server, although the package has such a file.",
    .why = "Learners get another copy than the one that was checked, and none without that server.",
    .fix = "Write the path of the file in the package, or leave the file out of it.",
    .spec = "cmi5 14.1 (14.1.0.0-3)",
    .bad = R"(
over cmi5
-- cmi5.xml -- changed
-    <url>index.html</url>
+    <url>https://example.org/course/index.html</url>
)",
    .good = R"(
over cmi5
-- cmi5.xml -- changed
-  </au>
+  </au>
+  <au id="https://example.org/course/more">
+    <title><langstring lang="en">More</langstring></title>
+    <description><langstring lang="en">How it goes on</langstring></description>
+    <url>https://example.org/course/more.html</url>
+  </au>
)",
    .check = check,
};

}  // namespace haat::rules
