#include <algorithm>
#include <array>
#include <sstream>
#include <string>
#include <vector>

#include "core/qa/rules/page_reading.hpp"

namespace haat::rules {
namespace {

// Data, in lower case: English and Hindi.
constexpr std::array<std::string_view, 12> meaningless{
    "click here", "here",        "click",       "this link", "link",    "read more",
    "more",       "यहाँ क्लिक करें", "यहां क्लिक करें", "यहाँ",       "क्लिक करें", "और पढ़ें"};

// The words of a text without the signs around them, in no order: in a tree the texts of an element
// and those of the elements in it stand apart.
std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  for (std::istringstream in{lower_case(text)}; in;) {
    std::string word;
    in >> word;
    constexpr std::string_view signs = ".,:;!?()[]<>-\"'";
    for (std::string_view sign : {"»", "«", "›", "‹", "→", "…", "।"})
      for (auto at = word.find(sign); at != std::string::npos; at = word.find(sign))
        word.erase(at, sign.size());
    const auto from = word.find_first_not_of(signs);
    if (from == std::string::npos) continue;
    words.push_back(word.substr(from, word.find_last_not_of(signs) + 1 - from));
  }
  return words;
}
void add_words(const Element& element, std::vector<std::string>& words) {
  const auto own = words_of(element.text);
  words.insert(words.end(), own.begin(), own.end());
  for (const auto& child : element.children) add_words(child, words);
}

void check_file(const Subject&, const ContentFile& file, const Rule::Reporter& report) {
  each_page_element(file, [&](const Element& element) {
    if (element.name != "a" || !has_attribute(element, "href") || is_named(element)) return;
    std::vector<std::string> said;
    add_words(element, said);
    for (const auto phrase : meaningless) {
      const auto words = words_of(phrase);
      if (std::is_permutation(words.begin(), words.end(), said.begin(), said.end()))
        report(file.path(), element.place, "the link says only \"" + std::string(phrase) + "\"");
    }
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
