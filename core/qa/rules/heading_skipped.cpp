#include "core/qa/rules/page_reading.hpp"

namespace haat::rules {
namespace {

void check_file(const Subject&, const ContentFile& file, const Rule::Reporter& report) {
  int last = 0;
  each_page_element(file, [&](const Element& element) {
    const auto& name = element.name;
    if (name.size() != 2 || name[0] != 'h' || name[1] < '1' || name[1] > '6') return;
    const int level = name[1] - '0';
    if (last > 0 && level > last + 1)
      report(file.path(), element.place,
             "<h" + std::to_string(level) + "> follows <h" + std::to_string(last) + ">");
    last = level;
  });
}

}  // namespace

extern const Rule heading_skipped;
constinit const Rule heading_skipped{
    .id = "heading-skipped",
    .severity = Severity::advice,
    .layer = Layer::practice,
    .summary = "The headings of a page skip a level.",
    .why = "Whoever goes from heading to heading takes it that a part is missing.",
    .fix = "Let <h3> follow <h2>, and choose by style how large it looks.",
    .spec = "WCAG 2.2, 1.3.1",
    .bad = R"(
-- index.html -- changed
-<html lang="en"><meta name="viewport" content="width=device-width"><title>Course</title><p>Course</p>
+<html lang="en"><meta name="viewport" content="width=device-width"><title>Course</title><p>Course</p>
+<h1>Course</h1><h3>Part</h3>
)",
    .good = "",
    .check_file = check_file,
};

}  // namespace haat::rules
