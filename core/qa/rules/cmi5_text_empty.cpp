#include "core/qa/rules/cmi5.hpp"

namespace haat::rules {
namespace {

void check(const Subject& subject, const Rule::Reporter& report) {
  if (!is_cmi5(subject)) return;
  each_inner_element(subject, [&](const Element& parent, const Element& text) {
    if (text.name_space != xmlns::cmi5 || (text.name != "title" && text.name != "description"))
      return;
    if (text.name == "title" && is_titled(parent.name) && is_blank(text)) return;  // has a rule
    for (const auto& each : text.children)
      if (is(each, xmlns::cmi5, "langstring") && is_blank(each))
        report_in_manifest(subject, report, each.place,
                           "this " + text.name + " of the <" + parent.name + "> is empty");
  });
}

}  // namespace

extern const Rule cmi5_text_empty;
constinit const Rule cmi5_text_empty{
    .id = "cmi5-text-empty",
    .severity = Severity::error,
    .layer = Layer::standard,
    .summary = "A title or description in the course structure is empty in one of its languages.",
    .why = "Learners of that language see nothing, and an LRS may refuse the empty text.",
    .fix = "Write the text, or leave that language out.",
    .spec = "cmi5 13.1.1 to 13.1.4, title and description",
    .bad = R"(
over cmi5
-- cmi5.xml -- changed
-    <description><langstring lang="en">How it begins</langstring></description>
+    <description><langstring lang="en"> </langstring></description>
)",
    .good = R"(
over cmi5
)",
    .check = check,
};

}  // namespace haat::rules
