#include "core/qa/rules/reading.hpp"

namespace haat::rules {

extern const Rule attribute_missing;
constinit const Rule attribute_missing{
    .id = "attribute-missing",
    .severity = Severity::error,
    .layer = Layer::schema,
    .summary = "An element of the manifest lacks an attribute that it has to have.",
    .why = "LMSs that validate refuse the package; others guess.",
    .fix = "Write the attribute.",
    .spec = "SCORM 1.2 CAM 2.3; SCORM 2004 CAM 3.4; cmi5 13.2 (13.2.0.0-1)",
    .bad = R"(
-- imsmanifest.xml -- changed
-    <resource identifier="r" type="webcontent" adlcp:scormtype="sco" href="index.html">
+    <resource identifier="r" adlcp:scormtype="sco" href="index.html">
)",
    .good = "",
    .check = told_by_reader<attribute_missing>,
};

}  // namespace haat::rules
