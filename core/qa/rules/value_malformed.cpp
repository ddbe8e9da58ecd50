#include "core/qa/rules/reading.hpp"

namespace haat::rules {

extern const Rule value_malformed;
constinit const Rule value_malformed{
    .id = "value-malformed",
    .severity = Severity::error,
    .layer = Layer::schema,
    .summary = "A value in the manifest is not written as its standard asks.",
    .why = "LMSs that validate refuse the package; others guess.",
    .fix = "Write the value by the pattern that is named.",
    .spec = "SCORM 1.2 CAM 2.3; SCORM 2004 CAM 3.4; cmi5 13.2 (13.2.0.0-1)",
    .bad = R"(
over SCORM 2004
-- imsmanifest.xml -- changed
-  <metadata><schema>ADL SCORM</schema><schemaversion>2004 4th Edition</schemaversion></metadata>
+  <metadata><schema>ADL SCORM</schema><schemaversion>2004 4th Edition</schemaversion>
+    <lom xmlns="http://ltsc.ieee.org/xsd/LOM"><general><title><string language="English language">Course</string></title></general></lom>
+  </metadata>
)",
    .good = "",
    .check = told_by_reader<value_malformed>,
};

}  // namespace haat::rules
