#include <set>

#include "core/ascii.hpp"
#include "core/qa/rules/cmi5.hpp"

namespace haat::rules {
namespace {

void check(const Subject& subject, const Rule::Reporter& report) {
  each_cmi5_element(subject, [&](const Element& element) {
    std::set<std::string> languages;
    for (const auto& text : element.children) {
      if (!is(text, xmlns::cmi5, "langstring")) continue;
      const auto* lang = text.find("", "lang");
      const auto tag =  // in any case: RFC 5646, 2.1.1
          lang == nullptr ? std::string() : lower_case(collapse(lang->value));
      if (!tag.empty() && !languages.insert(tag).second)
        report_in_manifest(subject, report, lang->place,
                           "this " + element.name + " is there in \"" + lang->value + "\" already");
    }
  });
}

}  // namespace

extern const Rule cmi5_text_language_repeated;
constinit const Rule cmi5_text_language_repeated{
    .id = "cmi5-text-language-repeated",
    .severity = Severity::warning,
    .layer = Layer::standard,
    .summary = "A title or description is there twice in one language.",
    .why = "Each LMS takes another of the two.",
    .fix = "Keep one text for each language.",
    .spec = "cmi5 13.1.1 to 13.1.4, title and description; xAPI 1.0.3, 4.2 (language maps)",
    .bad = R"(
over cmi5
-- cmi5.xml -- changed
-    <description><langstring lang="en">How it begins</langstring></description>
+    <description><langstring lang="en">How it begins</langstring><langstring lang="EN">Begin</langstring></description>
)",
    .good = R"(
over cmi5
-- cmi5.xml -- changed
-    <description><langstring lang="en">How it begins</langstring></description>
+    <description><langstring lang="en">How it begins</langstring><langstring lang="hi">Hindi</langstring></description>
)",
    .check = check,
};

}  // namespace haat::rules
