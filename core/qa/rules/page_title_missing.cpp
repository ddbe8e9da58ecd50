#include "core/qa/rules/page_reading.hpp"

namespace haat::rules {
namespace {

bool has_title(const Element& page) {
  bool found = false;
  for (const auto& part : page.children)
    for (const auto& each : part.children)
      found = found || (each.name == "title" && !is_blank(std::string_view(each.text)));
  return found;
}

void check_file(const Subject&, const ContentFile& file, const Rule::Reporter& report) {
  if (is_whole_page(file) && !has_title(*file.page()))
    report(file.path(), file.page()->place, "the page has no <title>, or an empty one");
}

}  // namespace

extern const Rule page_title_missing;
constinit const Rule page_title_missing{
    .id = "page-title-missing",
    .severity = Severity::warning,
    .layer = Layer::practice,
    .summary = "A page has no title.",
    .why = "Screen readers and browser tabs call it by its address.",
    .fix = "Write <title> in its <head>, in words that tell it from other pages.",
    .spec = "WCAG 2.2, 2.4.2",
    .bad = R"(
-- index.html -- changed
-<html lang="en"><meta name="viewport" content="width=device-width"><title>Course</title><p>Course</p>
+<html lang="en"><meta name="viewport" content="width=device-width"><p>Course</p>
)",
    .good = "",
    .check_file = check_file,
};

}  // namespace haat::rules
