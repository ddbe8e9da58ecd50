#include "core/qa/rules/reading.hpp"

namespace haat::rules {

extern const Rule value_not_in_vocabulary;
constinit const Rule value_not_in_vocabulary{
    .id = "value-not-in-vocabulary",
    .severity = Severity::error,
    .layer = Layer::schema,
    .summary = "A value in the manifest is none of those that its standard knows.",
    .why = "LMSs that validate refuse the package; the others fall back to what they like.",
    .fix = "Write one of the values that are named, in the same letters.",
    .spec =
        "SCORM 1.2 CAM 2.3; SCORM 2004 CAM 3.4, SN 3; cmi5 13.1.4, moveOn and launchMethod, 13.2 "
        "(13.2.0.0-1)",
    .bad = R"(
over cmi5
-- cmi5.xml -- changed
-  <au id="https://example.org/course/start">
+  <au id="https://example.org/course/start" moveOn="passed">
)",
    .good = "",
    .check = told_by_reader<value_not_in_vocabulary>,
};

}  // namespace haat::rules
