#include <set>
#include <sstream>

#include "core/manifest/name_spaces.hpp"
#include "core/qa/rules/reading.hpp"

namespace haat::rules {
namespace {

void check(const Subject& subject, const Rule::Reporter& report) {
  if (!is_scorm2004(subject)) return;
  std::set<std::string> mapped;
  bool located = false;
  each_element(subject, [&](const Element& element) {
    const auto* location = element.attribute(xmlns::xsi, "schemaLocation");
    if (location == nullptr) return;
    std::istringstream in{std::string(*location)};
    std::string name_space, place;
    // What is not made of pairs has a rule of its own.
    while (in >> name_space >> place) {
      mapped.insert(name_space);
      located = true;
    }
  });
  if (!located) return;  // the LMS takes the schemas that it has
  const auto judge = [&](std::string_view name_space, std::string_view name, Place place) {
    if (name_space.empty() || name_space == xmlns::xsi || name_space == xmlns::xml) return;
    if (mapped.insert(std::string(name_space)).second)
      report_in_manifest(
          subject, report, place,
          "no schemaLocation names the schema of " + name_space + ", which \"" + name + "\" is of");
  };
  each_element(subject, [&](const Element& element) {
    judge(element.name_space, element.name, element.place);
    for (const auto& attribute : element.attributes)
      judge(attribute.name_space, attribute.name, attribute.place);
  });
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
