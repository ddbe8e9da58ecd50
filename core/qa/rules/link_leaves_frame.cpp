#include "core/qa/rules/page_reading.hpp"

namespace haat::rules {
namespace {

void check_file(const Subject&, const ContentFile& file, const Rule::Reporter& report) {
  each_page_element(file, [&](const Element& element) {
    const auto target = lower_case(attribute_of(element, "target"));
    // "_parent" may be a frame of the course's own.
    if (target == "_top" &&
        (element.name == "a" || element.name == "form" || element.name == "base"))
      report(file.path(), element.place, "target=\"_top\" replaces the page of the LMS");
  });
}

}  // namespace

extern const Rule link_leaves_frame;
constinit const Rule link_leaves_frame{
    .id = "link-leaves-frame",
    .severity = Severity::warning,
    .layer = Layer::practice,
    .summary = "A link replaces the LMS's own page.",
    .why = "The learner is out of the LMS, and the unit was never ended: what was done is lost.",
    .fix = "Take target=\"_top\" or \"_parent\" away, or open the page in a new window.",
    .spec = "practice",
    .bad = R"(
-- imsmanifest.xml -- changed
-      <file href="index.html"/>
+      <file href="index.html"/>
+      <file href="notes.txt"/>
-- index.html -- changed
-<html lang="en"><meta name="viewport" content="width=device-width"><title>Course</title><p>Course</p>
+<html lang="en"><meta name="viewport" content="width=device-width"><title>Course</title><p>Course</p>
+<a href="notes.txt" target="_top">Notes</a>
-- notes.txt --
x
)",
    .good = "",
    .check_file = check_file,
};

}  // namespace haat::rules
