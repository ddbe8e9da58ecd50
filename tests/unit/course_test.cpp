#include <gtest/gtest.h>

#include "core/clock.hpp"
#include "core/competency/dictionary.hpp"
#include "core/course/course.hpp"
#include "core/json/json.hpp"

namespace haat::test {
namespace {

TEST(Course, reads_back_what_it_writes) {
  const Course course{.id = "org.example.c",
                      .version = "1.2.3-rc.1",
                      .title = {{"en", "Course"}, {"hi", "पाठ्यक्रम"}},
                      .description = {{"en", "D"}},
                      .competencies = {{"CID1", 2}, {"COMTHEME-000001", 0}},
                      .duration = "PT1H20M",
                      .licence = "CC-BY-4.0",
                      .provider = "P",
                      .units = {{"one", "lesson", {{"en", "One"}}}}};
  const std::string text = to_json(course);
  const auto read = parse_course(text);
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(to_json(*read), text);
}

TEST(Course, says_which_member_is_wrong) {
  const struct {
    const char *text, *place;
  } cases[] = {
      {R"({"version":"1.0.0","title":{"en":"x"}})", "\"id\""},
      {R"({"id":"Upper","version":"1.0.0","title":{"en":"x"}})", "/id"},
      {R"({"id":"a","version":"1.0","title":{"en":"x"}})", "/version"},
      {R"({"id":"a","version":"1.0.0","title":{}})", "/title"},
      {R"({"id":"a","version":"1.0.0","title":{"en":""}})", "/title/en"},
      {R"({"id":"a","version":"1.0.0","title":{"e n":"x"}})", "e n"},
      {R"({"id":"a","version":"1.0.0","title":{"en":"x"},"duration":"20 minutes"})", "/duration"},
      {R"({"id":"a","version":"1.0.0","title":{"en":"x"},"duration":"P"})", "/duration"},
      {R"({"id":"a","version":"1.0.0","title":{"en":"x"},"competencies":[{"id":"CID1"},{"level":2}]})",
       "/competencies/1"},
      {R"({"id":"a","version":"1.0.0","title":{"en":"x"},"colour":"red"})", "\"colour\""},
      {R"([])", "course.json"},
      {R"({"id":"a","id":"b"})", "\"id\" is there twice"}};
  for (const auto& [text, place] : cases) {
    const auto course = parse_course(text);
    ASSERT_FALSE(course) << text;
    EXPECT_EQ(course.error().id, "course-json-invalid");
    EXPECT_NE(course.error().message.find(place), std::string::npos) << course.error().message;
  }
}

TEST(Course, survives_texts_made_to_exhaust_the_stack) {
  const std::string long_text(1'000'000, '1');
  for (const auto& text :
       {R"({"id":")" + long_text + R"(","version":"1.0.0","title":{"en":"x"}})",
        R"({"id":"a","version":")" + long_text + R"(","title":{"en":"x"}})",
        R"({"id":"a","version":"1.0.0","title":{")" + long_text + R"(":"x"}})",
        R"({"id":"a","version":"1.0.0","title":{"en":"x"},"duration":"PT)" + long_text + R"("})"})
    EXPECT_EQ(parse_course(text).error().id, "course-json-invalid");
}

TEST(Course, chooses_the_nearest_language) {
  const Translated text{{"en-IN", "english"}, {"hi", "हिंदी"}};
  EXPECT_EQ(in_language(text, "hi"), "हिंदी");
  EXPECT_EQ(in_language(text, "hi-IN"), "हिंदी");
  EXPECT_EQ(in_language(text, "ta"), "english");
  EXPECT_EQ(in_language({{"ta", "தமிழ்"}}, "hi"), "தமிழ்");
  EXPECT_EQ(in_language({}, "hi"), "");
}

TEST(Json, refuses_what_readers_could_read_differently) {
  const Limits limits{.json_size = 1000, .json_depth = 4};
  const struct {
    std::string text, id;
  } cases[] = {{"{\"a\":1,\"a\":2}", "json-member-twice"},
               {"[[[[[]]]]]", "json-too-deep"},
               {std::string(1001, ' '), "json-too-large"},
               {"{\"a\":}", "json-invalid"},
               {"{} {}", "json-invalid"},
               {"\"\xff\"", "json-invalid"},
               {"// c\n1", "json-invalid"},
               {"", "json-invalid"},
               {"NaN", "json-invalid"}};
  for (const auto& [text, id] : cases) {
    const auto json = parse_json(text, "x.json", limits);
    ASSERT_FALSE(json) << text;
    EXPECT_EQ(json.error().id, id) << text;
    EXPECT_TRUE(json.error().message.starts_with("x.json")) << json.error().message;
  }
  EXPECT_TRUE(parse_json("[[[[]]]]", "x.json", limits));
}

TEST(Json, says_what_its_schema_wants_in_plain_words) {
  constexpr std::string_view schema = R"({"properties": {
    "kind": {"enum": ["lesson", "quiz"]}, "role": {"description": "a or b", "enum": ["a", "b"]},
    "title": {"description": "a text by language", "type": "object", "minProperties": 1}}})";
  const struct {
    Json json;
    std::string message;
  } cases[] = {{{{"kind", "exam"}}, "x: /kind is wrong (it is none of the values allowed there)"},
               {{{"role", "c"}}, "x: /role is wrong; it should be a or b"},
               {{{"title", Json::object()}},
                "x: /title is wrong; it should be a text by language (it is empty)"}};
  for (const auto& [json, message] : cases)
    EXPECT_EQ(validate_json(json, schema, "x").error().message, message);
}

TEST(Dictionary, knows_the_forms_of_ids) {
  EXPECT_EQ(term_type("CID311"), TermType::competency);
  EXPECT_EQ(term_type("COMTHEME-000046"), TermType::theme);
  EXPECT_EQ(term_type("PID1"), TermType::position);
  for (const char* bad :
       {"", "CID", "CID0", "CID01", "cid1", "COMTHEME-46", "COMTHEME-0000046", "XID1", "CID1 "})
    EXPECT_FALSE(term_type(bad)) << bad;
}

TEST(Dictionary, refuses_a_broken_one) {
  for (
      const char* bad :
      {R"({"id":"d","version":"1","terms":[{"id":"CID1","name":{"en":"a"}},{"id":"CID1","name":{"en":"b"}}]})",
       R"({"id":"d","version":"1","terms":[{"id":"CID1","parent":"RID9","name":{"en":"a"}}]})",
       R"({"id":"d","version":"1","terms":[{"id":"what","name":{"en":"a"}}]})", R"({"id":"d"})"})
    EXPECT_EQ(Dictionary::parse(bad).error().id, "dictionary-invalid") << bad;
  EXPECT_NE(Dictionary::demonstration().find("CID1"), nullptr);
  EXPECT_EQ(Dictionary::demonstration().find("CID999"), nullptr);
}

TEST(Clock, reads_back_what_it_writes) {
  for (const char* text : {"1970-01-01T00:00:00Z", "2024-02-29T23:59:59Z", "2026-11-23T06:41:46Z"})
    EXPECT_EQ(to_rfc3339(parse_rfc3339(text).value()), text);
  for (const char* bad : {"", "2026-11-23", "2026-11-23T06:41:46+05:30", "2025-02-29T00:00:00Z",
                          "2026-11-23T24:00:00Z", "2026-1a-23T06:41:46Z"})
    EXPECT_EQ(parse_rfc3339(bad).error().id, "time-invalid") << bad;
}

}  // namespace
}  // namespace haat::test
