#include "core/qa/rules/reading.hpp"

namespace haat::rules {
namespace {

void check(const Subject& subject, const Rule::Reporter& report) {
  if (!is_scorm2004(subject)) return;
  each_element(subject, [&](const Element& element) {
    const auto* id = element.attribute("", "objectiveID");
    if (id != nullptr && id->find_first_not_of(" \t\r\n") == std::string::npos)
      report(subject.manifest.structure->manifest, element.line,
             "the objectiveID of <" + element.name + "> is empty");
  });
}

}  // namespace

extern const Rule objective_id_empty;
constinit const Rule objective_id_empty{
    .id = "objective-id-empty",
    .severity = Severity::error,
    .summary = "An objective has an empty identifier.",
    .why = "Nothing can refer to it, so its result is lost.",
    .fix = "Give the objective an identifier, or leave the attribute out.",
    .spec = "SCORM 2004 4th SN 3.10.1 (REQ_31.10)",
    .bad = R"(
-- imsmanifest.xml --
<?xml version="1.0" encoding="UTF-8"?>
<manifest identifier="m" xmlns="http://www.imsglobal.org/xsd/imscp_v1p1" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_v1p3" xmlns:adlnav="http://www.adlnet.org/xsd/adlnav_v1p3" xmlns:imsss="http://www.imsglobal.org/xsd/imsss">
  <metadata><schema>ADL SCORM</schema><schemaversion>2004 4th Edition</schemaversion></metadata>
  <organizations default="o">
    <organization identifier="o"><title>Course</title><item identifier="i" identifierref="r"><title>Start</title><imsss:sequencing><imsss:objectives><imsss:primaryObjective objectiveID=""/></imsss:objectives></imsss:sequencing></item></organization>
  </organizations>
  <resources>
    <resource identifier="r" type="webcontent" adlcp:scormType="sco" href="index.html"><file href="index.html"/></resource>
  </resources>
</manifest>
)",
    .good = R"(
-- imsmanifest.xml --
<?xml version="1.0" encoding="UTF-8"?>
<manifest identifier="m" xmlns="http://www.imsglobal.org/xsd/imscp_v1p1" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_v1p3" xmlns:adlnav="http://www.adlnet.org/xsd/adlnav_v1p3" xmlns:imsss="http://www.imsglobal.org/xsd/imsss">
  <metadata><schema>ADL SCORM</schema><schemaversion>2004 4th Edition</schemaversion></metadata>
  <organizations default="o">
    <organization identifier="o"><title>Course</title><item identifier="i" identifierref="r"><title>Start</title></item></organization>
  </organizations>
  <resources>
    <resource identifier="r" type="webcontent" adlcp:scormType="sco" href="index.html"><file href="index.html"/></resource>
  </resources>
</manifest>
)",
    .check = check,
};

}  // namespace haat::rules
