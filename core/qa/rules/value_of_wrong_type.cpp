#include "core/qa/rules/reading.hpp"

namespace haat::rules {

extern const Rule value_of_wrong_type;
constinit const Rule value_of_wrong_type{
    .id = "value-of-wrong-type",
    .severity = Severity::error,
    .layer = Layer::schema,
    .summary = "A value in the manifest is of another type than its standard asks.",
    .why = "LMSs that validate refuse the package; others guess.",
    .fix = "Write a value of that type.",
    .spec = "SCORM 1.2 CAM 2.3; SCORM 2004 CAM 3.4; cmi5 13.1, 13.2 (13.2.0.0-1)",
    .bad = R"(
over cmi5
-- cmi5.xml -- changed
-  <au id="https://example.org/course/start">
+  <au id="https://example.org/course/start" masteryScore="high">
)",
    .good = "",
    .check = told_by_reader<value_of_wrong_type>,
};

}  // namespace haat::rules
