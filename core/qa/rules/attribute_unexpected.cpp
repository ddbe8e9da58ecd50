#include "core/qa/rules/reading.hpp"

namespace haat::rules {

extern const Rule attribute_unexpected;
constinit const Rule attribute_unexpected{
    .id = "attribute-unexpected",
    .severity = Severity::error,
    .layer = Layer::schema,
    .summary = "An element of the manifest has an attribute that its standard does not know.",
    .why = "LMSs that validate refuse the package; the others ignore what it was meant to say.",
    .fix = "Correct the name of the attribute, or take it away.",
    .spec = "SCORM 1.2 CAM 2.3; SCORM 2004 CAM 3.4; cmi5 13.2 (13.2.0.0-1)",
    .bad = R"(
-- imsmanifest.xml -- changed
-      <item identifier="i" identifierref="r"><title>Start</title></item>
+      <item identifier="i" identifierref="r" visible="true"><title>Start</title></item>
)",
    .good = "",
    .check = told_by_reader<attribute_unexpected>,
};

}  // namespace haat::rules
