#include "core/qa/rules/page_reading.hpp"

namespace haat::rules {
namespace {

void check_file(const Subject&, const ContentFile& file, const Rule::Reporter& report) {
  if (!is_whole_page(file)) return;
  bool found = false;
  each_page_element(file, [&](const Element& element) {
    found = found || element.name == "frameset" ||
            (element.name == "meta" && lower_case(attribute_of(element, "name")) == "viewport");
  });
  if (!found) report(file.path(), file.page()->place, "the page has no <meta name=\"viewport\">");
}

}  // namespace

extern const Rule viewport_missing;
constinit const Rule viewport_missing{
    .id = "viewport-missing",
    .severity = Severity::advice,
    .layer = Layer::practice,
    .summary = "A page does not fit itself to a phone's width.",
    .why = "On a phone it is shown as wide as a desk's screen, with letters too small to read.",
    .fix = "Write <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">.",
    .spec = "practice",
    .bad = R"(
-- index.html -- changed
-<html lang="en"><meta name="viewport" content="width=device-width"><title>Course</title><p>Course</p>
+<html lang="en"><title>Course</title><p>Course</p>
)",
    .good = "",
    .check_file = check_file,
};

}  // namespace haat::rules
