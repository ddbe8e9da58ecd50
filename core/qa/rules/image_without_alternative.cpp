#include "core/qa/rules/page_reading.hpp"

namespace haat::rules {
namespace {

bool is_image(const Element& element) {
  return element.name == "img" ||
         (element.name == "input" && lower_case(attribute_of(element, "type")) == "image");
}

void check_file(const Subject&, const ContentFile& file, const Rule::Reporter& report) {
  each_page_element(file, [&](const Element& element) {
    const auto role = attribute_of(element, "role");
    if (!is_image(element) || has_attribute(element, "alt") || is_named(element) ||
        is_hidden_element(element) || role == "presentation" || role == "none")
      return;
    const auto source = attribute_of(element, "src");
    const auto shown = source.empty() || source.starts_with("data:")
                           ? std::string()
                           : " \"" + std::string(source) + "\"";
    report(file.path(), element.place, "the picture" + shown + " has no alt");
  });
}

}  // namespace

extern const Rule image_without_alternative;
constinit const Rule image_without_alternative{
    .id = "image-without-alternative",
    .severity = Severity::warning,
    .layer = Layer::practice,
    .summary = "A picture has no alternative text.",
    .why =
        "Whoever cannot see it does not know what it shows; a screen reader reads out its address.",
    .fix = "Write what it tells into alt; alt=\"\" for a picture that tells nothing.",
    .spec = "WCAG 2.2, 1.1.1",
    .bad = R"(
-- imsmanifest.xml -- changed
-      <file href="index.html"/>
+      <file href="index.html"/>
+      <file href="map.png"/>
-- index.html -- changed
-<html lang="en"><meta name="viewport" content="width=device-width"><title>Course</title><p>Course</p>
+<html lang="en"><meta name="viewport" content="width=device-width"><title>Course</title><p>Course</p>
+<img src="map.png">
-- map.png --
GIF89a
)",
    .good = "",
    .check_file = check_file,
};

}  // namespace haat::rules
