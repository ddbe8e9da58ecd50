#include "sdk/authoring/quiz.hpp"

#include <gtest/gtest.h>

namespace haat {
namespace {

std::string quiz(const std::string& kind, const std::string& choices) {
  return R"({"pass_mark": 50, "questions": [{"id": "q", "kind": ")" + kind +
         R"(", "text": {"en": "Q"}, "choices": [)" + choices + "]}]}";
}

TEST(Quiz, SaysWhatIsWrongInOneSentence) {
  const std::string right = R"({"id": "a", "text": {"en": "A"}, "correct": true})";
  const std::string other = R"({"id": "b", "text": {"en": "B"}})";
  EXPECT_TRUE(parse_quiz(quiz("single", right + "," + other), "quiz.json", {"en"}));
  const struct {
    std::string text, part;
  } cases[] = {
      {"{", "quiz.json"},
      {quiz("single", other + R"(,{"id": "c", "text": {"en": "C"}})"), "no right choice"},
      {quiz("single", right + R"(,{"id": "b", "text": {"en": "B"}, "correct": true})"), "2 right"},
      {quiz("single", right + "," + right), "two choices \"a\""},
      {quiz("single", right + R"(,{"id": "b", "text": {"hi": "B"}})"), "no text in \"en\""},
      {quiz("open", right + "," + other), "kind"},
      {quiz("single", right), "choices"},
  };
  for (const auto& one : cases) {
    const auto parsed = parse_quiz(one.text, "quiz.json", {"en"});
    ASSERT_FALSE(parsed) << one.text;
    EXPECT_NE(parsed.error().message.find(one.part), std::string::npos) << parsed.error().message;
  }
}

}  // namespace
}  // namespace haat
