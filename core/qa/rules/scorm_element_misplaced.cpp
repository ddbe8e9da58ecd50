#include "core/qa/rules/homes.hpp"

namespace haat::rules {
namespace {

void check(const Subject& subject, const Rule::Reporter& report) {
  each_astray(subject, [&](const Element& parent, const Element& element, const Home& home) {
    report_in_manifest(subject, report, element.place,
                       "<" + element.name + "> stands in <" + parent.name + ">; it belongs into <" +
                           std::string(home.parents[0]) + ">");
  });
}

}  // namespace

extern const Rule scorm_element_misplaced;
constinit const Rule scorm_element_misplaced{
    .id = "scorm-element-misplaced",
    .severity = Severity::error,
    .layer = Layer::standard,
    .summary = "An element of SCORM stands where it means nothing.",
    .why =
        "LMSs do not look for it there: what it says is lost, and strict ones refuse the package.",
    .fix = "Move the element into the one that it belongs to, or take it away.",
    .spec = "SCORM 2004 4th CAM 3.4, 5.1 and 5.2 (REQ_30.6.3.6, REQ_31, REQ_33)",
    .bad = R"(
over SCORM 2004
-- imsmanifest.xml -- changed
-    <organization identifier="o"><title>Course</title>
+    <organization identifier="o"><title>Course</title>
-    </organization>
+      <adlcp:dataFromLMS>x</adlcp:dataFromLMS>
+    </organization>
)",
    .good = R"(
over SCORM 2004
-- imsmanifest.xml -- changed
-      <item identifier="i" identifierref="r"><title>Start</title></item>
+      <item identifier="i" identifierref="r"><title>Start</title><adlcp:dataFromLMS>x</adlcp:dataFromLMS></item>
)",
    .check = check,
};

}  // namespace haat::rules
