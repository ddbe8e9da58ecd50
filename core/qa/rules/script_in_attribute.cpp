#include "core/qa/rules/page_reading.hpp"
#include "core/qa/rules/repeats.hpp"

namespace haat::rules {
namespace {

void check_file(const Subject&, const ContentFile& file, const Rule::Reporter& report) {
  Repeats repeats;
  each_page_element(file, [&](const Element& element) {
    for (const auto& each : element.attributes)
      if (each.name.starts_with("on") || lower_case(each.value.substr(0, 11)) == "javascript:")
        repeats.add("", element.place, "a script stands in the attribute " + each.name);
  });
  repeats.report(file, report);
}

}  // namespace

extern const Rule script_in_attribute;
constinit const Rule script_in_attribute{
    .id = "script-in-attribute",
    .severity = Severity::advice,
    .layer = Layer::practice,
    .summary = "A script stands in an attribute of a page.",
    .why = "Platforms that forbid it by a content security policy do not run it: nothing happens.",
    .fix = "Put it into a script file, and add it there by addEventListener.",
    .spec = "practice; CSP Level 3, 6.1.11 (script-src-attr)",
    .bad = R"(
-- index.html -- changed
-<html lang="en"><meta name="viewport" content="width=device-width"><title>Course</title><p>Course</p>
+<html lang="en"><meta name="viewport" content="width=device-width"><title>Course</title><p>Course</p>
+<button onclick="go">Go on</button>
)",
    .good = "",
    .check_file = check_file,
};

}  // namespace haat::rules
