#include "core/manifest/name_spaces.hpp"
#include "core/qa/rules/reading.hpp"

namespace haat::rules {
namespace {

void check(const Subject& subject, const Rule::Reporter& report) {
  if (!subject.manifest.structure) return;
  each_element(subject, [&](const Element& element) {
    if (!is_titled(element.name)) return;
    const auto* title = element.child("title");
    // That a title of cmi5 has a text in it, its schema says.
    if (title != nullptr && element.name_space == xmlns::cmi5 && title->children.empty()) return;
    if (title != nullptr && is_blank(*title))
      report(subject.manifest.structure->manifest, title->place,
             "the title of this <" + element.name + "> is empty");
  });
}

}  // namespace

extern const Rule title_empty;
constinit const Rule title_empty{
    .id = "title-empty",
    .severity = Severity::error,
    .layer = Layer::standard,
    .summary = "An organization or item has an empty title.",
    .why =
        "The learner sees an empty line in the table of contents, or cannot choose the activity at "
        "all.",
    .fix = "Write the title.",
    .spec = "SCORM 1.2 CAM 2.3.2.2; SCORM 2004 CAM 3.4.1.1; cmi5 13.1",
    .bad = R"(
-- imsmanifest.xml -- changed
-    <organization identifier="o"><title>Course</title>
+    <organization identifier="o"><title> </title>
)",
    .good = "",
    .check = check,
};

}  // namespace haat::rules
