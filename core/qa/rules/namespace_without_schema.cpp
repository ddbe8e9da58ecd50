#include <set>

#include "core/ascii.hpp"
#include "core/manifest/name_spaces.hpp"
#include "core/manifest/schema_locations.hpp"
#include "core/qa/rules/reading.hpp"

namespace haat::rules {
namespace {

void check(const Subject& subject, const Rule::Reporter& report) {
  if (!is_scorm2004(subject)) return;
  std::set<std::string> mapped;
  bool paired = true;
  each_written_element(subject, [&](const Element& element) {
    const auto locations = schema_locations(element);
    paired = paired && !locations.is_odd;
    for (const auto& pair : locations.pairs) mapped.insert(pair.name_space);
  });
  // Without any the LMS takes the schemas that it has. What is not made of pairs has a rule of its
  // own.
  if (mapped.empty() || !paired) return;
  // One that is wrong by its namespace is told by itself.
  const auto told = places_told(subject, {"element-unexpected"});
  each_written_element(subject, [&](const Element& element) {
    if (told.contains(element.place)) mapped.emplace(element.name_space);
  });
  Place first;
  std::string name_spaces, named;
  int count = 0;
  const auto judge = [&](std::string_view name_space, std::string_view name, Place place) {
    if (name_space.empty() || name_space == xmlns::xsi || name_space == xmlns::xml) return;
    if (!mapped.insert(std::string(name_space)).second) return;
    if (++count == 1) {
      first = place;
      named = name;
    }
    name_spaces += (count == 1 ? "" : ", ") + std::string(name_space);
  };
  each_written_element(subject, [&](const Element& element) {
    judge(element.name_space, element.name, element.place);
    for (const auto& attribute : element.attributes)
      // One that is of no standard's namespace is missing from that of ADL, which is told.
      if (!equal_but_for_case(attribute.name, "scormType") || attribute.name_space == xmlns::adlcp)
        judge(attribute.name_space, attribute.name, attribute.place);
  });
  if (count == 1)
    report_in_manifest(
        subject, report, first,
        "no schemaLocation names the schema of " + name_spaces + ", which \"" + named + "\" is of");
  if (count > 1)
    report_in_manifest(subject, report, first,
                       "no schemaLocation names the schemas of " + std::to_string(count) +
                           " namespaces: " + name_spaces);
}

}  // namespace

extern const Rule namespace_without_schema;
constinit const Rule namespace_without_schema{
    .id = "namespace-without-schema",
    .severity = Severity::advice,
    .layer = Layer::standard,
    .summary = "The manifest uses a vocabulary for which schemaLocation names no schema.",
    .why =
        "Strict LMSs validate with the schemas that the package names, and refuse what they "
        "cannot validate.",
    .fix = "Add the namespace and the place of its schema to xsi:schemaLocation of <manifest>.",
    .spec = "SCORM 2004 4th CAM 3.3.3",
    .bad = R"(
over SCORM 2004
-- imsmanifest.xml -- changed
-<manifest identifier="m" xmlns="http://www.imsglobal.org/xsd/imscp_v1p1" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_v1p3" xmlns:adlnav="http://www.adlnet.org/xsd/adlnav_v1p3" xmlns:imsss="http://www.imsglobal.org/xsd/imsss">
+<manifest identifier="m" xmlns="http://www.imsglobal.org/xsd/imscp_v1p1" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_v1p3" xmlns:adlnav="http://www.adlnet.org/xsd/adlnav_v1p3" xmlns:imsss="http://www.imsglobal.org/xsd/imsss" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://www.imsglobal.org/xsd/imscp_v1p1 https://example.org/imscp_v1p1.xsd">
)",
    .good = "",
    .check = check,
};

}  // namespace haat::rules
