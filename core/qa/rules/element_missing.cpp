#include "core/qa/rules/reading.hpp"

namespace haat::rules {

extern const Rule element_missing;
constinit const Rule element_missing{
    .id = "element-missing",
    .severity = Severity::error,
    .layer = Layer::schema,
    .summary = "An element of the manifest lacks another that it has to have.",
    .why = "LMSs that validate refuse the package; others guess.",
    .fix = "Write the element.",
    .spec = "SCORM 1.2 CAM 2.3; SCORM 2004 CAM 3.4; cmi5 13.1.1 to 13.1.4, 13.2 (13.2.0.0-1)",
    .bad = R"(
over cmi5
-- cmi5.xml -- changed
-    <description><langstring lang="en">How it begins</langstring></description>
)",
    .good = "",
    .check = told_by_reader<element_missing>,
};

}  // namespace haat::rules
