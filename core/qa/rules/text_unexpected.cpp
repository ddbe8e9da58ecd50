#include "core/qa/rules/reading.hpp"

namespace haat::rules {

extern const Rule text_unexpected;
constinit const Rule text_unexpected{
    .id = "text-unexpected",
    .severity = Severity::error,
    .layer = Layer::schema,
    .summary = "An element of the manifest has text where only elements can stand.",
    .why = "LMSs that validate refuse the package; the others lose the text.",
    .fix = "Put the text into the element that is for it, or take it away.",
    .spec = "SCORM 1.2 CAM 2.3; SCORM 2004 CAM 3.4; cmi5 13.2 (13.2.0.0-1)",
    .bad = R"(
over cmi5
-- cmi5.xml -- changed
-    <url>index.html</url>
+    <url>index.html</url>
+    Start
)",
    .good = "",
    .check = told_by_reader<text_unexpected>,
};

}  // namespace haat::rules
