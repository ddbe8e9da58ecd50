#include "core/qa/rules/page_reading.hpp"

namespace haat::rules {
namespace {

void check_file(const Subject&, const ContentFile& file, const Rule::Reporter& report) {
  each_page_element(file, [&](const Element& element) {
    if (element.name == "a" && has_attribute(element, "href") && !says_something(element) &&
        !has_picture_without_alt(element) && !is_hidden_element(element))
      report(file.path(), element.place, "the link has no text");
  });
}

}  // namespace

extern const Rule link_empty;
constinit const Rule link_empty{
    .id = "link-empty",
    .severity = Severity::warning,
    .layer = Layer::practice,
    .summary = "A link has no text.",
    .why = "A screen reader reads out its address, or only \"link\".",
    .fix = "Write text into it, or aria-label; a picture in it needs an alt.",
    .spec = "WCAG 2.2, 2.4.4",
    .bad = R"(
-- imsmanifest.xml -- changed
-      <file href="index.html"/>
+      <file href="index.html"/>
+      <file href="notes.txt"/>
-- index.html -- changed
-<html lang="en"><meta name="viewport" content="width=device-width"><title>Course</title><p>Course</p>
+<html lang="en"><meta name="viewport" content="width=device-width"><title>Course</title><p>Course</p>
+<a href="notes.txt"></a>
-- notes.txt --
x
)",
    .good = "",
    .check_file = check_file,
};

}  // namespace haat::rules
