#include "core/qa/rules/reading.hpp"

namespace haat::rules {

extern const Rule manifest_misnamed;
constinit const Rule manifest_misnamed{
    .id = "manifest-misnamed",
    .severity = Severity::error,
    .layer = Layer::standard,
    .summary = "The manifest has another name than its standard gives it.",
    .why = "An LMS looks for that very name and refuses the package.",
    .fix = "Name it imsmanifest.xml, cmi5.xml or tincan.xml, in small letters.",
    .spec = "SCORM 1.2 CAM 2.2; SCORM 2004 CAM 3.3; cmi5 13.2 (13.2.0.0-1)",
    .bad = R"(
over cmi5
-- cmi5.xml -- removed
-- CMI5.xml --
<courseStructure xmlns="https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd"/>
)",
    .good = R"(
over cmi5
)",
    .check = told_by_reader<manifest_misnamed>,
};

}  // namespace haat::rules
