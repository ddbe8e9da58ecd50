#include "core/qa/rules/reading.hpp"

namespace haat::rules {

extern const Rule manifest_missing;
constinit const Rule manifest_missing{
    .id = "manifest-missing",
    .severity = Severity::error,
    .layer = Layer::standard,
    .summary = "The package has no manifest.",
    .why = "No LMS knows what to launch.",
    .fix = "Export the course as SCORM or cmi5; a plain web export has no manifest.",
    .spec = "SCORM 1.2 CAM 2.2; SCORM 2004 CAM 3.3; cmi5 14.1 (14.1.0.0-2)",
    .bad = R"(
-- imsmanifest.xml -- removed
)",
    .good = "",
    .check = told_by_reader<manifest_missing>,
};

}  // namespace haat::rules
