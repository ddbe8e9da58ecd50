#include "core/manifest/schema_locations.hpp"
#include "core/qa/rules/cmi5.hpp"

namespace haat::rules {
namespace {

void check(const Subject& subject, const Rule::Reporter& report) {
  if (!is_cmi5(subject)) return;
  for (const auto& entry : subject.package.entries())
    if (entry.path.ends_with(".xsd")) return;
  auto named = located_name_spaces(*subject.manifest.root);
  const auto judge = [&](std::string_view name_space, std::string_view name, Place place) {
    if (name_space.empty() || name_space == xmlns::cmi5 || name_space == xmlns::xsi ||
        name_space == xmlns::xml)
      return;
    if (named.emplace(name_space).second)
      report_in_manifest(subject, report, place,
                         "no schema is named for \"" + name_space + "\", which " + name + " is of");
  };
  // One that is wrong by its namespace is told by itself.
  const auto told = places_told(subject, {"element-unexpected", "element-misplaced"});
  each_written_element(subject, [&](const Element& element) {
    if (told.contains(element.place)) named.emplace(element.name_space);
  });
  each_written_element(subject, [&](const Element& element) {
    judge(element.name_space, "<" + element.name + ">", element.place);
    for (const auto& each : element.attributes) judge(each.name_space, each.name, each.place);
  });
}

}  // namespace

extern const Rule cmi5_extension_without_schema;
constinit const Rule cmi5_extension_without_schema{
    .id = "cmi5-extension-without-schema",
    .severity = Severity::warning,
    .layer = Layer::standard,
    .summary = "The course structure has elements of somebody's own, but names no schema for them.",
    .why = "A strict LMS refuses extensions that it cannot validate.",
    .fix =
        "Name the extension's schema in xsi:schemaLocation, or put its .xsd file into the package.",
    .spec = "cmi5 13.1.5 (13.1.5.0-1)",
    .bad = R"(
over cmi5
-- cmi5.xml -- changed
-    <url>index.html</url>
+    <url>index.html</url>
+    <k:keyword xmlns:k="https://example.org/keywords">geology</k:keyword>
)",
    .good = R"(
over cmi5
-- cmi5.xml -- changed
-    <url>index.html</url>
+    <url>index.html</url>
+    <k:keyword xmlns:k="https://example.org/keywords" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="https://example.org/keywords https://example.org/keywords.xsd">geology</k:keyword>
)",
    .check = check,
};

}  // namespace haat::rules
