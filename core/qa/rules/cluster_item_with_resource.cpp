#include "core/qa/rules/reading.hpp"

namespace haat::rules {
namespace {

void check(const Subject& subject, const Rule::Reporter& report) {
  if (!is_scorm2004(subject)) return;
  each_item(subject, [&](const CourseStructure& course, const Item& item) {
    if (!item.children.empty() && !item.identifierref.empty())
      report(course.manifest, item.line,
             "item \"" + item.identifier + "\" has items below it and leads to the resource \"" +
                 item.identifierref + "\" as well");
  });
}

}  // namespace

extern const Rule cluster_item_with_resource;
constinit const Rule cluster_item_with_resource{
    .id = "cluster-item-with-resource",
    .severity = Severity::error,
    .summary = "An item with items below it leads to a resource.",
    .why =
        "SCORM 2004 launches only leaves: the resource is never shown, and some LMSs refuse the "
        "package.",
    .fix = "Give the resource an item of its own below this one.",
    .spec = "SCORM 2004 4th CAM 3.4.1.1 (REQ_30.6.4.2)",
    .bad = R"(
-- imsmanifest.xml --
<?xml version="1.0" encoding="UTF-8"?>
<manifest identifier="m" xmlns="http://www.imsglobal.org/xsd/imscp_v1p1" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_v1p3" xmlns:adlnav="http://www.adlnet.org/xsd/adlnav_v1p3" xmlns:imsss="http://www.imsglobal.org/xsd/imsss">
  <metadata><schema>ADL SCORM</schema><schemaversion>2004 4th Edition</schemaversion></metadata>
  <organizations default="o">
    <organization identifier="o"><title>Course</title><item identifier="i" identifierref="r"><title>Part</title><item identifier="j" identifierref="r"><title>Start</title></item></item></organization>
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
