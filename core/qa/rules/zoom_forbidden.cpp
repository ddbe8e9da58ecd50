#include "core/qa/rules/page_reading.hpp"

namespace haat::rules {
namespace {

void check_file(const Subject&, const ContentFile& file, const Rule::Reporter& report) {
  each_page_element(file, [&](const Element& element) {
    if (element.name != "meta" || lower_case(attribute_of(element, "name")) != "viewport") return;
    std::string content = lower_case(attribute_of(element, "content"));
    std::erase(content, ' ');
    if (content.find("user-scalable=no") != std::string::npos ||
        content.find("user-scalable=0") != std::string::npos ||
        content.find("maximum-scale=1") != std::string::npos)
      report(file.path(), element.place, "the viewport forbids to enlarge the page");
  });
}

}  // namespace

extern const Rule zoom_forbidden;
constinit const Rule zoom_forbidden{
    .id = "zoom-forbidden",
    .severity = Severity::advice,
    .layer = Layer::practice,
    .summary = "A page forbids its readers to enlarge it.",
    .why = "Whoever sees badly cannot read it on a phone.",
    .fix = "Take user-scalable=no and maximum-scale out of its viewport.",
    .spec = "WCAG 2.2, 1.4.4",
    .bad = R"(
-- index.html -- changed
-<html lang="en"><meta name="viewport" content="width=device-width"><title>Course</title><p>Course</p>
+<html lang="en"><meta name="viewport" content="width=device-width, user-scalable=no"><title>Course</title><p>Course</p>
)",
    .good = "",
    .check_file = check_file,
};

}  // namespace haat::rules
