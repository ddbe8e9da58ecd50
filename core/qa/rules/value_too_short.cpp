#include "core/qa/rules/reading.hpp"

namespace haat::rules {

extern const Rule value_too_short;
constinit const Rule value_too_short{
    .id = "value-too-short",
    .severity = Severity::error,
    .layer = Layer::schema,
    .summary = "A text in the manifest is shorter than its standard allows.",
    .why = "LMSs that validate refuse the package; others guess.",
    .fix = "Write the text.",
    .spec = "SCORM 1.2 CAM 2.3; SCORM 2004 CAM 3.4; cmi5 13.1.4, url, 13.2 (13.2.0.0-1)",
    .bad = R"(
over cmi5
-- cmi5.xml -- changed
-    <url>index.html</url>
+    <url> </url>
)",
    .good = "",
    .check = told_by_reader<value_too_short>,
};

}  // namespace haat::rules
