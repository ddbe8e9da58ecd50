#include "core/qa/rules/cmi5.hpp"
#include "core/qa/rules/misspelt.hpp"

namespace haat::rules {
namespace {

void check(const Subject& subject, const Rule::Reporter& report) {
  const Misspelt misspelt(subject);
  each_cmi5_element(subject, [&](const Element& element) {
    // Of a lang that is blank, or in other letters, the schema tells.
    if (element.name == "langstring" && element.find("", "lang") == nullptr && !is_blank(element) &&
        !misspelt.has_attribute(element.place, "lang"))
      report_in_manifest(subject, report, element.place,
                         "the text \"" + element.text + "\" does not say its language");
  });
}

}  // namespace

extern const Rule cmi5_text_without_language;
constinit const Rule cmi5_text_without_language{
    .id = "cmi5-text-without-language",
    .severity = Severity::warning,
    .layer = Layer::standard,
    .summary = "A title or description does not say in which language it is.",
    .why = "An LMS cannot choose it for a learner, and xAPI keeps no text without its language.",
    .fix = "Write the language into the <langstring>: lang=\"en\".",
    .spec = "cmi5 13.1.1 to 13.1.4, title and description; xAPI 1.0.3, 4.2 (language maps)",
    .bad = R"(
over cmi5
-- cmi5.xml -- changed
-    <description><langstring lang="en">How it begins</langstring></description>
+    <description><langstring>How it begins</langstring></description>
)",
    .good = R"(
over cmi5
)",
    .check = check,
};

}  // namespace haat::rules
