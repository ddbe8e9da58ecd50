#include "core/qa/rules/misspelt.hpp"

namespace haat::rules {
namespace {

void check(const Subject& subject, const Rule::Reporter& report) {
  if (!is_scorm(subject) || !subject.manifest.structure->organizations.empty()) return;
  const auto* organizations = subject.manifest.root->child("organizations");
  // That there are no <organizations>, the schema has said. A package of resources alone has them
  // empty, without an attribute.
  if (organizations == nullptr || is_resource_package(subject)) return;
  Misspelt misspelt(subject);
  if (misspelt.take_child(organizations->place, "organization") ||
      misspelt.has_children(organizations->place) ||
      lacks_by_schema(subject, organizations->place, "organization"))
    return;
  report_in_manifest(subject, report, organizations->place, "there is no <organization>");
}

}  // namespace

extern const Rule organization_missing;
constinit const Rule organization_missing{
    .id = "organization-missing",
    .severity = Severity::error,
    .layer = Layer::standard,
    .summary = "The manifest has no organization.",
    .why = "There is nothing that an LMS could show or launch.",
    .fix = "Add an <organization> with a title and at least one item.",
    .spec = "SCORM 1.2 CAM 2.3.2.2; SCORM 2004 4th CAM 3.4.1.1 (REQ_30.6, REQ_29.5.1)",
    .bad = R"(
-- imsmanifest.xml -- changed
-  <organizations default="o">
-    <organization identifier="o"><title>Course</title>
-      <item identifier="i" identifierref="r"><title>Start</title></item>
-    </organization>
-  </organizations>
+  <organizations default="o"/>
)",
    .good = "",
    .check = check,
};

}  // namespace haat::rules
