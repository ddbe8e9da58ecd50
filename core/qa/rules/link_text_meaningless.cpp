#include <algorithm>
#include <array>
#include <iterator>
#include <map>
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

constexpr std::size_t longest = 2000;  // bytes, with what indents them; no phrase has 50

// The words of a text without the signs around them.
std::vector<std::string> words_of(std::string_view text) {
  constexpr std::string_view signs = ".,:;!?()[]<>-\"'";
  std::vector<std::string> words;
  std::istringstream in{lower_case(text)};
  for (std::string word; in >> word;) {
    for (std::string_view sign : {"»", "«", "›", "‹", "→", "…", "।"})
      for (auto at = word.find(sign); at != std::string::npos; at = word.find(sign))
        word.erase(at, sign.size());
    if (const auto bare = trimmed(word, signs); !bare.empty()) words.emplace_back(bare);
  }
  return words;
}
// False: it is too much to be a phrase.
bool add_words(const Element& element, std::vector<std::string>& words, std::size_t& left) {
  const auto cost = element.text.size() + 1;  // one: to have looked
  if (cost > left) return false;
  left -= cost;
  std::ranges::move(words_of(element.text), std::back_inserter(words));
  return std::ranges::all_of(element.children,
                             [&](const Element& child) { return add_words(child, words, left); });
}

// Sorted: in a tree the texts of an element and those of the elements in it stand apart.
std::vector<std::string> sorted(std::vector<std::string> words) {
  std::sort(words.begin(), words.end());
  return words;
}

// The phrases by their words.
const std::map<std::vector<std::string>, std::string_view>& phrases() {
  static const auto all = [] {
    std::map<std::vector<std::string>, std::string_view> by_words;
    for (const auto phrase : meaningless) by_words.emplace(sorted(words_of(phrase)), phrase);
    return by_words;
  }();
  return all;
}

void check_file(const Subject&, const ContentFile& file, const Rule::Reporter& report) {
  each_page_element(file, [&](const Element& element) {
    if (element.name != "a" || !has_attribute(element, "href") || is_named(element)) return;
    std::vector<std::string> said;
    auto left = longest;
    if (!add_words(element, said, left)) return;
    if (const auto found = phrases().find(sorted(std::move(said))); found != phrases().end())
      report(file.path(), element.place,
             "the link says only \"" + std::string(found->second) + "\"");
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
