#include "core/qa/rules/page_reading.hpp"

namespace haat::rules {
namespace {

bool is_empty_input(const Element& element) {
  return element.name == "input" && lower_case(attribute_of(element, "type")) == "button" &&
         is_blank(attribute_of(element, "value")) && !is_named(element);
}

void check_file(const Subject&, const ContentFile& file, const Rule::Reporter& report) {
  each_page_element(file, [&](const Element& element) {
    if (is_hidden_element(element)) return;
    if ((element.name == "button" && !says_something(element) &&
         !has_picture_without_alt(element)) ||
        is_empty_input(element))
      report(file.path(), element.place, "the button has no text");
  });
}

}  // namespace

extern const Rule button_empty;
constinit const Rule button_empty{
    .id = "button-empty",
    .severity = Severity::warning,
    .layer = Layer::practice,
    .summary = "A button has no text.",
    .why = "A screen reader says only \"button\".",
    .fix = "Write text into it, or aria-label.",
    .spec = "WCAG 2.2, 4.1.2",
    .bad = R"(
-- index.html -- changed
-<html lang="en"><meta name="viewport" content="width=device-width"><title>Course</title><p>Course</p>
+<html lang="en"><meta name="viewport" content="width=device-width"><title>Course</title><p>Course</p>
+<button type="button"></button>
)",
    .good = "",
    .check_file = check_file,
};

}  // namespace haat::rules
