#include "core/qa/rules/reading.hpp"

namespace haat::rules {

extern const Rule element_repeated;
constinit const Rule element_repeated{
    .id = "element-repeated",
    .severity = Severity::error,
    .layer = Layer::schema,
    .summary = "An element of the manifest is there twice where it may be there once.",
    .why = "LMSs take one of them, and differ in which.",
    .fix = "Keep one of the elements.",
    .spec = "SCORM 1.2 CAM 2.3; SCORM 2004 CAM 3.4; cmi5 13.2 (13.2.0.0-1)",
    .bad = R"(
over cmi5
-- cmi5.xml -- changed
-    <url>index.html</url>
+    <url>index.html</url>
+    <url>index.html</url>
)",
    .good = "",
    .check = told_by_reader<element_repeated>,
};

}  // namespace haat::rules
