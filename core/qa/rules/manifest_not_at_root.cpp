#include "core/qa/rules/reading.hpp"

namespace haat::rules {

extern const Rule manifest_not_at_root;
constinit const Rule manifest_not_at_root{
    .id = "manifest-not-at-root",
    .severity = Severity::error,
    .layer = Layer::standard,
    .summary = "The manifest is in a folder below the root.",
    .why = "An LMS looks for it at the root and refuses the package.",
    .fix = "Zip what is in the folder, not the folder itself.",
    .spec = "SCORM 1.2 CAM 2.2; SCORM 2004 CAM 3.3; cmi5 14.1 (14.1.0.0-2)",
    .bad = R"(
-- imsmanifest.xml -- removed
-- course/imsmanifest.xml --
<manifest/>
)",
    .good = "",
    .check = told_by_reader<manifest_not_at_root>,
};

}  // namespace haat::rules
