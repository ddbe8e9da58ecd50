#include "core/qa/rules/reading.hpp"

namespace haat::rules {

extern const Rule manifest_standard_unknown;
constinit const Rule manifest_standard_unknown{
    .id = "manifest-standard-unknown",
    .severity = Severity::error,
    .layer = Layer::standard,
    .summary = "The manifest follows no standard that is read.",
    .why = "An LMS cannot tell how to launch the course.",
    .fix = "Export the course as SCORM 1.2, SCORM 2004 or cmi5.",
    .spec = "SCORM 1.2 CAM 2.2; SCORM 2004 CAM 3.4; cmi5 13.1",
    .bad = R"(
-- imsmanifest.xml --
<course/>
)",
    .good = "",
    .check = told_by_reader<manifest_standard_unknown>,
};

}  // namespace haat::rules
