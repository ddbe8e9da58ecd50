#include "core/qa/rules/page_reading.hpp"

namespace haat::rules {
namespace {

void check_file(const Subject&, const ContentFile& file, const Rule::Reporter& report) {
  if (is_whole_page(file) && is_blank(attribute_of(*file.page(), "lang")) &&
      is_blank(attribute_of(*file.page(), "xml:lang")))
    report(file.path(), file.page()->place, "<html> has no lang");
}

}  // namespace

extern const Rule page_language_missing;
constinit const Rule page_language_missing{
    .id = "page-language-missing",
    .severity = Severity::warning,
    .layer = Layer::practice,
    .summary = "A page does not say in which language it is.",
    .why = "Screen readers speak it with the wrong voice, and browsers offer to translate it.",
    .fix = "Write <html lang=\"en\">, or whichever language it is.",
    .spec = "WCAG 2.2, 3.1.1",
    .bad = R"(
-- index.html -- changed
-<html lang="en"><meta name="viewport" content="width=device-width"><title>Course</title><p>Course</p>
+<html><meta name="viewport" content="width=device-width"><title>Course</title><p>Course</p>
)",
    .good = "",
    .check_file = check_file,
};

}  // namespace haat::rules
