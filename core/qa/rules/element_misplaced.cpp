#include "core/qa/rules/reading.hpp"

namespace haat::rules {

extern const Rule element_misplaced;
constinit const Rule element_misplaced{
    .id = "element-misplaced",
    .severity = Severity::error,
    .layer = Layer::schema,
    .summary = "An element of the manifest stands in the wrong order.",
    .why = "LMSs that validate refuse the package; others guess.",
    .fix = "Put the elements in the order that the standard gives them.",
    .spec = "SCORM 1.2 CAM 2.3; SCORM 2004 CAM 3.4; cmi5 13.2 (13.2.0.0-1)",
    .bad = R"(
over cmi5
-- cmi5.xml -- changed
-    <title><langstring lang="en">Start</langstring></title>
-    <description><langstring lang="en">How it begins</langstring></description>
+    <description><langstring lang="en">How it begins</langstring></description>
+    <title><langstring lang="en">Start</langstring></title>
)",
    .good = "",
    .check = told_by_reader<element_misplaced>,
};

}  // namespace haat::rules
