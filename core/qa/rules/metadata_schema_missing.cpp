#include "core/qa/rules/reading.hpp"

namespace haat::rules {
namespace {

void check(const Subject& subject, const Rule::Reporter& report) {
  if (!is_scorm2004(subject)) return;
  const auto& root = *subject.manifest.root;
  const auto say = [&](int line, const std::string& what) {
    report(subject.manifest.structure->manifest, line, what);
  };
  const auto* metadata = root.child("metadata");
  if (metadata == nullptr)
    return say(root.line, "the manifest has no <metadata> with its schema and version");
  for (const char* name : {"schema", "schemaversion"})
    if (metadata->child(name) == nullptr)
      say(metadata->line, "the manifest's <metadata> has no <" + std::string(name) + ">");
}

}  // namespace

extern const Rule metadata_schema_missing;
constinit const Rule metadata_schema_missing{
    .id = "metadata-schema-missing",
    .severity = Severity::error,
    .summary = "The manifest does not say which standard it follows.",
    .why = "The LMS has to guess the edition, and may treat the course as an older one.",
    .fix =
        "Begin the manifest with <metadata><schema>ADL "
        "SCORM</schema><schemaversion>…</schemaversion></metadata>.",
    .spec = "SCORM 2004 4th CAM 3.4.1.1 (REQ_30.4, REQ_30.5)",
    .bad = R"(
-- imsmanifest.xml --
<?xml version="1.0" encoding="UTF-8"?>
<manifest identifier="m" xmlns="http://www.imsglobal.org/xsd/imscp_v1p1" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_v1p3" xmlns:adlnav="http://www.adlnet.org/xsd/adlnav_v1p3" xmlns:imsss="http://www.imsglobal.org/xsd/imsss">
  <metadata><schema>ADL SCORM</schema></metadata>
  <organizations default="o">
    <organization identifier="o"><title>Course</title><item identifier="i" identifierref="r"><title>Start</title></item></organization>
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
