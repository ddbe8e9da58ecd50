#include <algorithm>
#include <array>
#include <set>

#include "core/qa/rules/cmi5.hpp"

namespace haat::rules {
namespace {

constexpr std::array reserved{std::string_view("endpoint"), std::string_view("fetch"),
                              std::string_view("actor"), std::string_view("registration"),
                              std::string_view("activityId")};

void check(const Subject& subject, const Rule::Reporter& report) {
  if (!is_cmi5(subject)) return;
  each_resource(subject, [&](const CourseStructure& course, const Resource& unit) {
    const std::string_view url = std::string_view(unit.href).substr(0, unit.href.find('#'));
    if (url.find('?') == std::string_view::npos) return;
    std::set<std::string> found;
    for (auto query = url.substr(url.find('?') + 1); !query.empty();) {
      const auto pair = query.substr(0, query.find('&'));
      query.remove_prefix(std::min(pair.size() + 1, query.size()));
      const auto name = percent_decoded(pair.substr(0, pair.find('=')));
      if (std::find(reserved.begin(), reserved.end(), name) != reserved.end()) found.insert(name);
    }
    for (const auto& name : found)
      report(course.manifest, unit.place,
             "the url \"" + unit.href + "\" has the parameter " + name +
                 ", which the LMS gives a value of its own");
  });
}

}  // namespace

extern const Rule cmi5_url_parameter_reserved;
constinit const Rule cmi5_url_parameter_reserved{
    .id = "cmi5-url-parameter-reserved",
    .severity = Severity::error,
    .layer = Layer::standard,
    .summary = "The url of an assignable unit has a parameter that the LMS launches with.",
    .why = "The unit reads the wrong one of two values, and reports to nowhere.",
    .fix = "Give the parameter another name.",
    .spec = "cmi5 8.1 (8.1.0.0-6)",
    .bad = R"(
over cmi5
-- cmi5.xml -- changed
-    <url>index.html</url>
+    <url>index.html?lesson=1&amp;endpoint=here</url>
)",
    .good = R"(
over cmi5
-- cmi5.xml -- changed
-    <url>index.html</url>
+    <url>index.html?lesson=1&amp;endpoints=here</url>
)",
    .check = check,
};

}  // namespace haat::rules
