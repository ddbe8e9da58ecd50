#include <set>

#include "core/qa/rules/page_reading.hpp"

namespace haat::rules {
namespace {

bool is_field(const Element& element) {
  if (element.name == "select" || element.name == "textarea") return true;
  if (element.name != "input") return false;
  const auto type = lower_case(attribute_of(element, "type"));
  return type != "hidden" && type != "submit" && type != "button" && type != "reset" &&
         type != "image";
}

// Fields within a <label> are labelled by it, the others by an id.
void look(const ContentFile& file, const Element& element, bool labelled,
          const std::set<std::string_view>& ids, const Rule::Reporter& report) {
  labelled = labelled || element.name == "label";
  if (is_field(element) && !labelled && !is_named(element) && !is_hidden_element(element) &&
      !ids.contains(attribute_of(element, "id")))
    report(file.path(), element.place, "<" + element.name + "> has no label");
  for (const auto& child : element.children) look(file, child, labelled, ids, report);
}

void check_file(const Subject&, const ContentFile& file, const Rule::Reporter& report) {
  if (file.page() == nullptr) return;
  std::set<std::string_view> ids;
  each_page_element(file, [&](const Element& element) {
    if (element.name == "label" && has_attribute(element, "for"))
      ids.insert(attribute_of(element, "for"));
  });
  look(file, *file.page(), false, ids, report);
}

}  // namespace

extern const Rule control_without_label;
constinit const Rule control_without_label{
    .id = "control-without-label",
    .severity = Severity::warning,
    .layer = Layer::practice,
    .summary = "A field of a form has no label.",
    .why = "A screen reader does not say what is to be filled in.",
    .fix = "Put a <label for=\"...\"> beside it, or aria-label into it.",
    .spec = "WCAG 2.2, 3.3.2",
    .bad = R"(
-- index.html -- changed
-<html lang="en"><meta name="viewport" content="width=device-width"><title>Course</title><p>Course</p>
+<html lang="en"><meta name="viewport" content="width=device-width"><title>Course</title><p>Course</p>
+<input type="text" name="answer">
)",
    .good = "",
    .check_file = check_file,
};

}  // namespace haat::rules
