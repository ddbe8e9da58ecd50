#include <algorithm>
#include <array>

#include "core/qa/rules/page_reading.hpp"

namespace haat::rules {
namespace {

// Data, in lower case: English and Hindi.
constexpr std::array<std::string_view, 12> meaningless{
    "click here", "here",        "click",       "this link", "link",    "read more",
    "more",       "यहाँ क्लिक करें", "यहां क्लिक करें", "यहाँ",       "क्लिक करें", "और पढ़ें"};

std::string plain(const Element& element) {
  std::string text;
  for (const char c : lower_case(text_of(element))) {
    const bool white = c == ' ' || c == '\n' || c == '\t' || c == '\r';
    if (!white)
      text += c;
    else if (!text.empty() && text.back() != ' ')
      text += ' ';
  }
  while (!text.empty() &&
         (text.back() == ' ' || text.back() == '.' || text.back() == '!' || text.back() == ':'))
    text.pop_back();
  return text;
}

void check_file(const Subject&, const ContentFile& file, const Rule::Reporter& report) {
  each_page_element(file, [&](const Element& element) {
    if (element.name != "a" || !has_attribute(element, "href") || is_named(element)) return;
    const auto text = plain(element);
    if (std::find(meaningless.begin(), meaningless.end(), text) != meaningless.end())
      report(file.path(), element.place, "the link says only \"" + text + "\"");
  });
}

}  // namespace

extern const Rule link_text_meaningless;
constinit const Rule link_text_meaningless{
    .id = "link-text-meaningless",
    .severity = Severity::warning,
    .layer = Layer::practice,
    .summary = "A link says nothing of where it leads.",
    .why =
        "Whoever goes from link to link with a screen reader hears \"click here\", and again "
        "\"click here\".",
    .fix = "Let the link's text say what one finds behind it.",
    .spec = "WCAG 2.2, 2.4.4",
    .bad = R"(
-- imsmanifest.xml -- changed
-      <file href="index.html"/>
+      <file href="index.html"/>
+      <file href="notes.txt"/>
-- index.html -- changed
-<html lang="en"><meta name="viewport" content="width=device-width"><title>Course</title><p>Course</p>
+<html lang="en"><meta name="viewport" content="width=device-width"><title>Course</title><p>Course</p>
+<a href="notes.txt">Click here</a>
-- notes.txt --
x
)",
    .good = "",
    .check_file = check_file,
};

}  // namespace haat::rules
