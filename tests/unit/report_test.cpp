#include "core/qa/report.hpp"

#include <gtest/gtest.h>

#include <regex>

#include "core/qa/rule.hpp"

namespace haat::test {
namespace {

std::vector<std::string> holes_in(const std::string& text) {
  static const std::regex hole(R"(\{[a-z]+\})");
  std::vector<std::string> holes;
  for (auto at = std::sregex_iterator(text.begin(), text.end(), hole); at != std::sregex_iterator();
       ++at)
    holes.push_back(at->str());
  return holes;
}

bool has_devanagari(const std::string& text) {
  return text.find("\xe0\xa4") != std::string::npos || text.find("\xe0\xa5") != std::string::npos;
}

// What an author copies from a text: elements, addresses and values in quotation marks.
std::multiset<std::string> quoted(const std::string& text) {
  static const std::regex code(R"(<[A-Za-z/!][^>]*>|[a-z]+:[a-zA-Z]+="[^"]*")");
  std::multiset<std::string> found;
  for (auto at = std::sregex_iterator(text.begin(), text.end(), code); at != std::sregex_iterator();
       ++at)
    found.insert(at->str());
  return found;
}

TEST(Language, has_the_words_of_the_page_in_every_language) {
  ASSERT_EQ(Language::names(), (std::vector<std::string>{"en", "hi"}));
  for (const auto& name : Language::names()) {
    const auto& language = *Language::find(name);
    EXPECT_EQ(language.tag(), name);
    EXPECT_EQ(language.words().size(), Language::english().words().size()) << name;
    for (const auto& [key, word] : Language::english().words()) {
      ASSERT_TRUE(language.words().contains(key)) << name << ": " << key;
      EXPECT_EQ(holes_in(language.word(key)), holes_in(word)) << name << ": " << key;
    }
  }
}

TEST(Language, has_every_rule_in_hindi_and_no_other) {
  const auto& hindi = *Language::find("hi");
  for (const auto* rule : all_rules()) {
    const auto at = hindi.rules().find(rule->id);
    ASSERT_NE(at, hindi.rules().end()) << rule->id << " has no text in core/qa/languages/hi.json";
    for (const auto& text : {at->second.summary, at->second.why, at->second.fix})
      EXPECT_TRUE(has_devanagari(text)) << rule->id << ": " << text;
  }
  for (const auto& [id, text] : hindi.rules())
    EXPECT_NE(find_rule(id), nullptr) << id << " is no rule any more";
}

TEST(Language, keeps_what_is_to_be_copied) {
  const auto& hindi = *Language::find("hi");
  for (const auto* rule : all_rules()) {
    if (rule->id == "page-language-missing") continue;  // its example is of the reader's language
    for (const auto& code : quoted(std::string(rule->fix)))
      EXPECT_NE(hindi.of(*rule).fix.find(code), std::string::npos) << rule->id << ": " << code;
  }
}

Report hostile_report() {
  const std::string attack = "\"><script>alert(1)</script><img src=x onerror='alert(1)'>&";
  return {.package = attack + "\x1b[31m",
          .findings = {{.rule = "link-broken",
                        .severity = Severity::warning,
                        .path = attack,
                        .line = 3,
                        .message = attack + "\n\x01",
                        .column = 2,
                        .excerpt = {.text = attack, .caret = 4}},
                       {.rule = "some-rule-of-later",
                        .severity = Severity::error,
                        .path = "",
                        .message = "text"},
                       {.rule = "link-empty",
                        .severity = Severity::warning,
                        .path = "a.html",
                        .message = "at the end",
                        .excerpt = {.text = "ab", .caret = 3}}},
          .profile = "house",
          .standard = "SCORM 1.2",
          .title = attack};
}

TEST(Html, lets_no_name_become_markup) {
  const auto report = hostile_report();
  const Prediction prediction{.target = "igot",
                              .platform = "iGOT",
                              .fate = Fate::refused,
                              .verdict = report.package,
                              .effects = {{.id = "igot-refuses",
                                           .fate = Fate::refused,
                                           .path = report.package,
                                           .message = report.package,
                                           .advice = "none",
                                           .source = "source"}}};
  for (const auto& name : Language::names()) {
    const auto page = to_html(report, prediction, *Language::find(name));
    EXPECT_EQ(page.find("<script"), std::string::npos);
    EXPECT_EQ(page.find("<img"), std::string::npos);
    EXPECT_EQ(page.find("http://"), std::string::npos);
    EXPECT_EQ(page.find("https://"), std::string::npos);
    EXPECT_EQ(page.find_first_of("\x1b\x01"), std::string::npos);
    EXPECT_NE(page.find("&quot;&gt;&lt;script&gt;alert(1)"), std::string::npos);
    EXPECT_NE(page.find("some-rule-of-later"), std::string::npos);
    EXPECT_NE(page.find("<html lang=\"" + name + "\">"), std::string::npos);
  }
}

TEST(Html, says_each_place_in_the_language_of_the_page) {
  const Report report{
      .package = "p",
      .findings = {
          {.rule = "link-broken",
           .severity = Severity::warning,
           .path = "a.html",
           .message = "the image \"<b>\" is not in the package (the first of 3 such places)"},
          {.rule = "some-rule-of-later",
           .severity = Severity::warning,
           .path = "",
           .message = "what is not known here"}}};
  const auto page = to_html(report, {}, *Language::find("hi"));
  EXPECT_NE(page.find("<p class=\"message\">चित्र &quot;<bdi>&lt;b&gt;</bdi>&quot; पैकेज में नहीं है (ऐसी "
                      "<bdi>3</bdi> जगहों में से पहली)</p>"),
            std::string::npos);
  EXPECT_NE(page.find("<p class=\"message\"><span lang=\"en\">what is not known here</span></p>"),
            std::string::npos);
  EXPECT_NE(to_html(report, {}, Language::english()).find("<p class=\"message\">the image &quot;"),
            std::string::npos);
}

TEST(Html, marks_the_character_that_is_meant) {
  const auto page = to_html(hostile_report(), {}, Language::english());
  EXPECT_NE(page.find("&quot;&gt;&lt;<mark title=\"here\">s</mark>cript"), std::string::npos);
  EXPECT_NE(page.find("ab<mark title=\"here\"> </mark>"), std::string::npos);
}

TEST(Html, is_small_enough_to_mail_however_much_was_found) {
  Report report{.package = "p", .findings = {}};
  for (int i = 0; i < 5000; ++i)
    report.findings.push_back({.rule = "link-broken",
                               .severity = Severity::warning,
                               .path = "page" + std::to_string(i) + ".html",
                               .message = "it is not there"});
  const auto page = to_html(report, {}, Language::english());
  EXPECT_LT(page.size(), 64u << 10);
  EXPECT_NE(page.find("and 4900 more"), std::string::npos);
}

}  // namespace
}  // namespace haat::test
