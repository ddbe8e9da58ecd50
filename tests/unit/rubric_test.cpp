#include <gtest/gtest.h>

#include "core/json/json.hpp"
#include "core/package/package.hpp"
#include "core/qa/rubric/score.hpp"

namespace haat::test {
namespace {

const char* const small = R"({
  "id": "small", "version": 3, "title": {"en": "Small"},
  "grades": [{"id": "low", "title": {"en": "Low"}, "from": 0}, {"id": "good", "title": {"en": "Good"}, "from": 60},
             {"id": "best", "title": {"en": "Best"}, "from": 70}],
  "criteria": [
    {"id": "must", "title": {"en": "Must"}, "items": [{"id": "harmless", "text": {"en": "?"}}]},
    {"id": "most", "title": {"en": "Most"}, "weight": 80, "minimum": 20, "items": [
      {"id": "a1", "text": {"en": "?"}}, {"id": "a2", "text": {"en": "?"}}, {"id": "a3", "text": {"en": "?"}},
      {"id": "a4", "text": {"en": "?"}, "always_applies": true}]},
    {"id": "rest", "title": {"en": "Rest"}, "weight": 20, "minimum": 50, "items": [
      {"id": "b1", "text": {"en": "?"}, "machine": {"contradicted_by": ["video-without-captions"], "proved_without": true, "applies_to": "video"}},
      {"id": "b2", "text": {"en": "?"}, "machine": {"contradicted_by": ["link-broken"]}}]}]
})";

Rubric rubric(const std::string& text = small) {
  return Rubric::parse(text, "small.json").value();
}

// "a1=y b1=- ...": y, n, or - for not applicable.
Assessment answers(const std::string& words) {
  Assessment assessment{"small/3", {}};
  for (std::size_t at = 0; at < words.size(); at += 5) {
    const char said = words[at + 3];
    assessment.answers[words.substr(at, 2) == "h0" ? "harmless" : words.substr(at, 2)] = {
        said == 'y'   ? Answer::yes
        : said == 'n' ? Answer::no
                      : Answer::not_applicable,
        false, ""};
  }
  return assessment;
}

struct ScoreCase {
  const char* answers;
  const char* percent;
  const char* grade;
};

class Scores : public testing::TestWithParam<ScoreCase> {};

TEST_P(Scores, AreExact) {
  const Score score = score_of(rubric(), answers(GetParam().answers));
  EXPECT_EQ(score.percent(), GetParam().percent);
  EXPECT_EQ(score.grade, GetParam().grade);
  EXPECT_EQ(score.qualifies(), !score.grade.empty());
}

INSTANTIATE_TEST_SUITE_P(
    Rubric, Scores,
    testing::Values(
        // everything, nothing, and what lies exactly on a border
        ScoreCase{"h0 y a1 y a2 y a3 y a4 y b1 y b2 y", "100.00", "best"},
        ScoreCase{"h0 y a1 n a2 n a3 n a4 n b1 n b2 n", "0.00", "low"},
        ScoreCase{"h0 y a1 y a2 y a3 n a4 n b1 y b2 y", "60.00", "good"},
        ScoreCase{"h0 y a1 y a2 y a3 y a4 n b1 y b2 n", "70.00", "best"},
        ScoreCase{"h0 y a1 y a2 y a3 n a4 n b1 y b2 n", "50.00", "low"},
        // a missed minimum is the lowest grade, whatever the rest
        ScoreCase{"h0 y a1 y a2 y a3 y a4 y b1 n b2 n", "80.00", "low"},
        // what does not apply lowers what can be reached: 2 of 3, then one item alone
        ScoreCase{"h0 y a1 y a2 y a3 - a4 n b1 y b2 -", "73.33", "best"},
        // a criterion of which nothing applies gives its weight to the others
        ScoreCase{"h0 y a1 y a2 y a3 y a4 n b1 - b2 -", "75.00", "best"},
        // gates gate, also when nothing else is wrong
        ScoreCase{"h0 n a1 y a2 y a3 y a4 y b1 y b2 y", "100.00", ""},
        ScoreCase{"h0 - a1 y a2 y a3 y a4 y b1 y b2 y", "100.00", "best"},
        // what is left out blocks
        ScoreCase{"h0 y a1 y a2 y a3 y a4 y b1 y", "100.00", ""},
        ScoreCase{"a1 y a2 y a3 y a4 y b1 y b2 y", "100.00", ""},
        // nothing applies: no score
        ScoreCase{"h0 y a1 - a2 - a3 - a4 - b1 - b2 -", "", ""}, ScoreCase{"", "", ""}));

TEST(Scores, SayWhatIsMissing) {
  const Score score = score_of(rubric(), answers("h0 n a1 n a2 n a3 n b1 n b2 y"));
  EXPECT_EQ(score.unanswered, std::vector<std::string>{"a4"});
  EXPECT_EQ(score.failed_gates, std::vector<std::string>{"harmless"});
  EXPECT_EQ(score.below_minimum, std::vector<std::string>{"most"});
}

TEST(Scores, DoNotOverflow) {
  Json json = Json::parse(small);
  json["criteria"].clear();
  for (int c = 0; c < 8; ++c) {
    Json items = Json::array();
    for (int i = 0; i < 32; ++i)
      items.push_back({{"id", "i" + std::to_string(c * 32 + i)}, {"text", {{"en", "?"}}}});
    json["criteria"].push_back({{"id", "c" + std::to_string(c)},
                                {"title", {{"en", "?"}}},
                                {"weight", c == 0 ? 30 : 10},
                                {"items", items}});
  }
  const Rubric large = rubric(json.dump());
  Assessment all{"small/3", {}};
  for (int i = 0; i < 256; ++i) all.answers["i" + std::to_string(i)] = {Answer::yes, false, ""};
  EXPECT_EQ(score_of(large, all).percent(), "100.00");
  all.answers["i255"].answer = Answer::no;
  EXPECT_EQ(score_of(large, all).percent(), "99.68");
}

TEST(Rubrics, TheBuiltInOneIsWhole) {
  const Rubric& quality = Rubric::quality();
  EXPECT_EQ(quality.id(), "haat-quality/1");
  EXPECT_TRUE(validate_json(Json::parse(quality.json()), rubric_schema(), "it").has_value());
  std::size_t gates = 0, scored = 0, by_machine = 0;
  for (const Criterion& criterion : quality.criteria())
    for (const RubricItem& item : criterion.items) {
      (criterion.gate() ? gates : scored) += 1;
      by_machine += item.machine.contradicted_by.empty() ? 0 : 1;
      EXPECT_TRUE(item.text.contains("en") && item.text.contains("hi")) << item.id;
    }
  EXPECT_EQ(gates, 25u);
  EXPECT_EQ(scored, 56u);
  EXPECT_EQ(by_machine, 19u);
}

TEST(Rubrics, ThatCannotWorkAreRefused) {
  const auto with = [](const char* pointer, Json value) {
    Json json = Json::parse(small);
    json[Json::json_pointer(pointer)] = std::move(value);
    return Rubric::parse(json.dump(), "r.json");
  };
  const std::pair<const char*, Result<Rubric>> cases[] = {
      {"add up to 99", with("/criteria/2/weight", 19)},
      {"first grade must be from 0", with("/grades/0/from", 1)},
      {"must begin above", with("/grades/2/from", 60)},
      {"called \"a1\"", with("/criteria/2/items/0/id", "a1")},
      {"rule \"no-such-rule\"",
       with("/criteria/2/items/1/machine/contradicted_by/0", "no-such-rule")},
      {"/criteria/1/items", with("/criteria/1/items", Json::array())},
      {"/version", with("/version", 0)},
      {"r.json", Rubric::parse("{", "r.json")},
  };
  for (const auto& [says, result] : cases) {
    ASSERT_FALSE(result.has_value()) << says;
    EXPECT_EQ(result.error().id, "rubric-invalid");
    EXPECT_NE(result.error().message.find(says), std::string::npos) << result.error().message;
  }
}

TEST(Assessments, MachineAnswersWhatItSaw) {
  Facts facts;
  facts.files["video"] = 2;
  facts.findings["link-broken"] = {3, "a.html:7"};
  const Assessment first = machine_answers(rubric(), facts);
  EXPECT_EQ(first.answers.at("b1").answer, Answer::yes);
  EXPECT_EQ(first.answers.at("b1").note, "no finding of video-without-captions");
  EXPECT_EQ(first.answers.at("b2").answer, Answer::no);
  EXPECT_EQ(first.answers.at("b2").note, "3 findings of link-broken, the first in a.html:7");
  const Assessment second = machine_answers(rubric(), Facts{});
  EXPECT_EQ(second.answers.at("b1").answer, Answer::not_applicable);
  EXPECT_FALSE(second.answers.contains("b2"));  // that nothing was found proves nothing here
  EXPECT_EQ(to_json(facts_of_json(to_json(facts))), to_json(facts));
  EXPECT_EQ(to_json(assessment_of_json(to_json(first))), to_json(first));
}

TEST(Assessments, PeopleMayKnowBetterAndSayWhy) {
  Facts facts;
  facts.findings["link-broken"] = {1, "a.html"};
  const auto parse = [&](const std::string& answers) {
    return parse_assessment(R"({"rubric":"small/3","answers":)" + answers + "}", rubric(), facts);
  };
  const auto overruled = parse(R"({"b2":{"answer":"yes","note":"an archive"}})");
  ASSERT_TRUE(overruled.has_value()) << overruled.error().message;
  EXPECT_FALSE(overruled->answers.at("b2").by_machine);
  EXPECT_EQ(overruled->answers.at("b2").note, "an archive");
  const auto agreed = parse(R"({"b2":"no","a1":null})");
  ASSERT_TRUE(agreed.has_value());
  EXPECT_TRUE(agreed->answers.at("b2").by_machine);
  EXPECT_FALSE(agreed->answers.contains("a1"));
  const std::pair<const char*, const char*> refused[] = {
      {R"({"b2":"yes"})", "say in a note why it is yes"},
      {R"({"b2":{"answer":"yes","note":" "}})", "say in a note"},
      {R"({"a4":"not_applicable"})", "applies to every course"},
      {R"({"zz":"yes"})", "has no item \"zz\""},
      {R"({"a1":"maybe"})", "/answers/a1"},
      {R"({"a1":"yes","a1":"no"})", "a1"},
      {R"([])", "/answers"},
  };
  for (const auto& [answers, says] : refused) {
    const auto result = parse(answers);
    ASSERT_FALSE(result.has_value()) << answers;
    EXPECT_EQ(result.error().id, "assessment-invalid");
    EXPECT_NE(result.error().message.find(says), std::string::npos) << result.error().message;
  }
  EXPECT_EQ(parse_assessment(R"({"rubric":"small/2","answers":{}})", rubric(), facts).error().id,
            "rubric-other");
}

}  // namespace
}  // namespace haat::test
