#include "core/qa/phrasebook.hpp"

#include <gtest/gtest.h>

#include "core/qa/language.hpp"

namespace haat::test {
namespace {

using Kind = Said::Kind;

// "words|value|...", in capitals where it stayed English.
std::string shown(const std::vector<Said>& sentence) {
  std::string text;
  for (const auto& each : sentence) {
    if (!text.empty()) text += "|";
    const bool english = each.kind == Kind::foreign || each.kind == Kind::unsaid;
    for (const char c : each.text)
      text += english ? static_cast<char>(std::toupper(static_cast<unsigned char>(c))) : c;
  }
  return text;
}

TEST(Phrasebook, puts_the_values_where_the_other_language_wants_them) {
  Phrasebook book;
  book.add("a", "the file {} lacks \"{}\"", "\"{2}\" fehlt in {1}");
  const auto said = book.say("a", "the file x lacks \"y\"");
  EXPECT_EQ(shown(said), "\"|y|\" fehlt in |x");
  EXPECT_EQ(said[1].kind, Kind::value);
  EXPECT_EQ(text_of(said), "\"y\" fehlt in x");
  EXPECT_EQ(shown(book.say("a", "the file x lacks it")), "THE FILE X LACKS IT");
  EXPECT_EQ(shown(book.say("b", "the file x lacks \"y\"")), "THE FILE X LACKS \"Y\"");
}

TEST(Phrasebook, is_not_misled_by_values_that_look_like_words) {
  Phrasebook book;
  book.add("a", "\"{}\" is \"{}\" here", "{1} = {2}");
  EXPECT_EQ(text_of(book.say("a", "\"x\" is \"y\" is \"z\" here")), "x = y\" is \"z");
  EXPECT_EQ(text_of(book.say("a", "\"{1}\" is \"{2:a}\" here")), "{1} = {2:a}");
  EXPECT_EQ(shown(book.say("a", "\"x\" is \" here")), "\"X\" IS \" HERE");
}

TEST(Phrasebook, takes_the_phrase_with_the_most_words) {
  Phrasebook book;
  book.add("a", "{}", "irgendwas: {1}");
  book.add("a", "it is {} now", "jetzt {1}");
  book.add("a", "it is {}", "es ist {1}");
  EXPECT_EQ(text_of(book.say("a", "it is late")), "es ist late");
  EXPECT_EQ(text_of(book.say("a", "it is late now")), "jetzt late");
  EXPECT_EQ(text_of(book.say("a", "so")), "irgendwas: so");
}

TEST(Phrasebook, says_a_value_by_another_chapter) {
  Phrasebook book;
  book.add("a", "no: {}", "nein: {1:why}");
  book.add("why", "it is late", "es ist spät");
  book.add("why", "the parser says {}", "der Parser sagt {1:english}");
  EXPECT_EQ(shown(book.say("a", "no: it is late")), "nein: es ist spät");
  EXPECT_EQ(shown(book.say("a", "no: it is odd")), "nein: |IT IS ODD");
  const auto foreign = book.say("a", "no: the parser says so");
  EXPECT_EQ(shown(foreign), "nein: der Parser sagt |SO");
  EXPECT_EQ(foreign.back().kind, Kind::foreign);
}

TEST(Phrasebook, knows_what_stands_around_and_in_any_sentence) {
  Phrasebook book;
  book.add("around", "{} (twice)", "zweimal {1:same}");
  book.add("anywhere", "it is {}", "es ist {1}");
  book.add("a", "to {}", "nach {1}");
  EXPECT_EQ(text_of(book.say("a", "to x (twice)")), "zweimal nach x");
  EXPECT_EQ(text_of(book.say("a", "it is x (twice)")), "zweimal es ist x");
}

TEST(Phrasebook, goes_no_deeper_than_sentences_do) {
  Phrasebook book;
  book.add("a", "({})", "[{1:same}]");
  std::string deep = "x";
  for (int i = 0; i < 5000; ++i) deep = "(" + deep + ")";
  EXPECT_EQ(book.say("a", deep).back().text, "]]]]]");
}

TEST(Phrasebook, tells_its_faults) {
  Phrasebook book;
  book.add("a", "{} and {}", "{1}");
  book.add("a", "{}", "{1}{2}");
  book.add("a", "one {}", "{1:nowhere}");
  book.add("a", "two {}", "{1} {x}");
  EXPECT_EQ(book.faults().size(), 4u);
}

TEST(Phrasebook, has_no_faults_in_any_language) {
  for (const auto& name : Language::names())
    EXPECT_EQ(Language::find(name)->phrases().faults(), std::vector<std::string>{}) << name;
}

}  // namespace
}  // namespace haat::test
