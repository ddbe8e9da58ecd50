#include "core/qa/rules/reading.hpp"

namespace haat::rules {

extern const Rule value_out_of_range;
constinit const Rule value_out_of_range{
    .id = "value-out-of-range",
    .severity = Severity::error,
    .layer = Layer::schema,
    .summary = "A number in the manifest is less or more than its standard allows.",
    .why = "LMSs that validate refuse the package; others guess.",
    .fix = "Write a number in the range.",
    .spec = "SCORM 2004 4th CAM 3.4.1.1, SN 3",
    .bad = R"(
over SCORM 2004
-- imsmanifest.xml -- changed
-      <item identifier="i" identifierref="r"><title>Start</title></item>
+      <item identifier="i" identifierref="r"><title>Start</title><adlcp:completionThreshold completedByMeasure="true" minProgressMeasure="2"/></item>
)",
    .good = "",
    .check = told_by_reader<value_out_of_range>,
};

}  // namespace haat::rules
