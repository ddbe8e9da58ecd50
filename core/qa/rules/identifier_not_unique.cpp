#include <map>

#include "core/qa/rules/reading.hpp"

namespace haat::rules {
namespace {

void check(const Subject& subject, const Rule::Reporter& report) {
  const auto& course = subject.manifest.structure;
  if (!course) return;
  std::map<std::string_view, int> first;
  for (const auto& identifier : course->identifiers)
    if (const auto [at, fresh] = first.emplace(identifier.value, identifier.line); !fresh)
      report(course->manifest, identifier.line,
             "the identifier \"" + identifier.value + "\" is used already in line " +
                 std::to_string(at->second));
}

}  // namespace

extern const Rule identifier_not_unique;
constinit const Rule identifier_not_unique{
    .id = "identifier-not-unique",
    .severity = Severity::error,
    .summary = "Two things in the manifest have one identifier.",
    .why = "References to it mean one of the two, and LMSs differ in which.",
    .fix = "Give each an identifier of its own, and correct the references.",
    .spec = "IMS CP 1.1.4, xs:ID; SCORM 2004 CAM 3.4.1; cmi5 13.1",
    .bad = R"(
-- imsmanifest.xml --
<?xml version="1.0" encoding="UTF-8"?>
<manifest identifier="m" xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2">
  <metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion></metadata>
  <organizations default="o">
    <organization identifier="o"><title>Course</title><item identifier="r" identifierref="r"><title>Start</title></item></organization>
  </organizations>
  <resources>
    <resource identifier="r" type="webcontent" adlcp:scormtype="sco" href="index.html"><file href="index.html"/></resource>
  </resources>
</manifest>
)",
    .good = R"(
-- imsmanifest.xml --
<?xml version="1.0" encoding="UTF-8"?>
<manifest identifier="m" xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2">
  <metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion></metadata>
  <organizations default="o">
    <organization identifier="o"><title>Course</title><item identifier="i" identifierref="r"><title>Start</title></item></organization>
  </organizations>
  <resources>
    <resource identifier="r" type="webcontent" adlcp:scormtype="sco" href="index.html"><file href="index.html"/></resource>
  </resources>
</manifest>
)",
    .check = check,
};

}  // namespace haat::rules
