#include "core/qa/rules/reading.hpp"

namespace haat::rules {
namespace {

void check(const Subject& subject, const Rule::Reporter& report) {
  if (is_resource_package(subject))
    report_in_manifest(subject, report, subject.manifest.structure->organizations_place,
                       "the manifest lists resources, and has no organization of them");
}

}  // namespace

extern const Rule nothing_to_launch;
constinit const Rule nothing_to_launch{
    .id = "nothing-to-launch",
    .severity = Severity::error,
    .layer = Layer::practice,
    .summary = "The package has resources alone, and nothing that a learner could start.",
    .why =
        "Such a package is to be taken apart by an author's tool; an LMS shows an empty course, or "
        "refuses it.",
    .fix = "Add an <organization> with a title and an item for each resource to be launched.",
    .spec = "practice; SCORM 2004 4th CAM 3.5.1 allows such packages",
    .bad = R"(
-- imsmanifest.xml -- changed
-  <organizations default="o">
-    <organization identifier="o"><title>Course</title>
-      <item identifier="i" identifierref="r"><title>Start</title></item>
-    </organization>
-  </organizations>
+  <organizations/>
)",
    .good = "",
    .check = check,
};

}  // namespace haat::rules
