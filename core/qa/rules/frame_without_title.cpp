#include "core/qa/rules/page_reading.hpp"

namespace haat::rules {
namespace {

void check_file(const Subject&, const ContentFile& file, const Rule::Reporter& report) {
  each_page_element(file, [&](const Element& element) {
    if ((element.name == "iframe" || element.name == "frame") && !is_named(element) &&
        !is_hidden_element(element) && attribute_of(element, "height") != "0" &&
        attribute_of(element, "width") != "0")
      report(file.path(), element.place, "<" + element.name + "> has no title");
  });
}

}  // namespace

extern const Rule frame_without_title;
constinit const Rule frame_without_title{
    .id = "frame-without-title",
    .severity = Severity::warning,
    .layer = Layer::practice,
    .summary = "A frame has no title.",
    .why = "A screen reader says \"frame\", and nobody knows what is in it.",
    .fix = "Write title=\"...\" into <iframe>, saying what it shows.",
    .spec = "WCAG 2.2, 4.1.2",
    .bad = R"(
-- imsmanifest.xml -- changed
-      <file href="index.html"/>
+      <file href="index.html"/>
+      <file href="part.html"/>
-- index.html -- changed
-<html lang="en"><meta name="viewport" content="width=device-width"><title>Course</title><p>Course</p>
+<html lang="en"><meta name="viewport" content="width=device-width"><title>Course</title><p>Course</p>
+<iframe src="part.html"></iframe>
-- part.html --
<!doctype html>
<html lang="en"><meta name="viewport" content="width=device-width"><title>Part</title></html>
)",
    .good = "",
    .check_file = check_file,
};

}  // namespace haat::rules
