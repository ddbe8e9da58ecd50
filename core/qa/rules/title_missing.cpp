#include "core/qa/rules/misspelt.hpp"

namespace haat::rules {
namespace {

void check(const Subject& subject, const Rule::Reporter& report) {
  if (!is_scorm(subject)) return;  // a cmi5 unit without one is against its schema
  Misspelt misspelt(subject);
  each_element(subject, [&](const Element& element) {
    // Of an organization with nothing in it another rule tells that it has no items.
    if (element.name == "organization" && element.children.empty()) return;
    if (is_titled(element.name) && element.child("title") == nullptr &&
        !lacks_by_schema(subject, element.place, "title") &&
        !misspelt.take_child(element.place, "title"))
      report(subject.manifest.structure->manifest, element.place,
             "this <" + element.name + "> has no <title>");
  });
}

}  // namespace

extern const Rule title_missing;
constinit const Rule title_missing{
    .id = "title-missing",
    .severity = Severity::error,
    .layer = Layer::standard,
    .summary = "An organization or item has no title.",
    .why =
        "The learner sees an empty line in the table of contents, or cannot choose the activity at "
        "all.",
    .fix = "Write a <title> in it.",
    .spec = "SCORM 1.2 CAM 2.3.2.2; SCORM 2004 CAM 3.4.1.1; cmi5 13.1",
    .bad = R"(
-- imsmanifest.xml -- changed
-    <organization identifier="o"><title>Course</title>
+    <organization identifier="o">
)",
    .good = "",
    .check = check,
};

}  // namespace haat::rules
