#include "core/qa/profile.hpp"

#include <gtest/gtest.h>

#include "core/qa/check.hpp"
#include "tests/unit/scratch.hpp"

namespace haat::test {
namespace {

// Of a package with three defects, each of them a warning, and one that is advice.
Report check(const Profile& profile) {
  const Scratch scratch;
  scratch.write("imsmanifest.xml",
                R"(<manifest identifier="m" xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2"
 xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2">
<metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion></metadata>
<organizations default="o"><organization identifier="o"><title>Course</title>
<item identifier="i" identifierref="r"><title>Start</title></item></organization></organizations>
<resources><resource identifier="r" type="webcontent" adlcp:scormtype="asset" href="index.html">
<file href="index.html"/></resource></resources></manifest>)");
  scratch.write(
      "index.html",
      "<!doctype html>\n<html lang=\"en\"><meta name=\"viewport\" content=\"width=device-width\">"
      "<title>Course</title><p>Course</p></html>\n");
  scratch.write("extra.js", "var extra;\n");
  const auto package = open_package(scratch.path());
  return check_package(*package, Dictionary::demonstration(), profile).value();
}

Profile parsed(const std::string& rules) {
  return Profile::parse(R"({"id": "p", "about": {"en": "A."}, "rules": {)" + rules + "}}").value();
}

std::string severities(const Report& report) {
  std::string text;
  for (const auto& finding : report.findings)
    text += std::string(to_string(finding.severity)) + " " + finding.rule + "\n";
  return text;
}

TEST(Profile, leaves_every_rule_as_it_is_unless_told) {
  for (const auto* rule : all_rules())
    EXPECT_EQ(Profile::practical().severity(*rule), rule->severity) << rule->id;
  EXPECT_EQ(severities(check(Profile::practical())),
            "warning course-json-missing\nwarning file-not-listed\nwarning language-missing\n");
}

TEST(Profile, raises_lowers_and_switches_off) {
  const auto profile = parsed(
      R"("course-json-missing": "off", "file-not-listed": "error", "language-missing": "advice")");
  EXPECT_EQ(profile.id(), "p");
  EXPECT_EQ(severities(check(profile)), "error file-not-listed\n");
}

TEST(Profile, takes_a_layer_as_a_whole_but_for_its_exceptions) {
  const auto profile =
      Profile::parse(R"({"id": "p", "layers": {"practice": "off", "standard": "error"},
    "rules": {"course-json-missing": "warning", "language-missing": "off"}})");
  ASSERT_TRUE(profile) << profile.error().message;
  EXPECT_EQ(severities(check(*profile)), "warning course-json-missing\nerror file-not-listed\n");
  EXPECT_EQ(profile->severity(*find_rule("tracker")), std::nullopt);
  EXPECT_EQ(profile->severity(*find_rule("zip-data-unclaimed")), Severity::warning);
}

TEST(Profile, gives_advice_only_when_asked) {
  const auto profile = parsed(R"("course-json-missing": "off", "language-missing": "advice")");
  EXPECT_FALSE(profile.advice());
  EXPECT_EQ(severities(check(profile.with_advice())),
            "warning file-not-listed\nadvice language-missing\nadvice sco-missing\n");
}

TEST(Profile, knows_the_ones_that_are_built_in) {
  EXPECT_EQ(Profile::names(), (std::vector<std::string>{"adl-strict", "igot", "lms-practical"}));
  EXPECT_EQ(Profile::find("none"), nullptr);
  const auto* strict = Profile::find("adl-strict");
  ASSERT_NE(strict, nullptr);
  EXPECT_EQ(severities(check(*strict)), "");
  EXPECT_EQ(strict->severity(*find_rule("listed-file-missing")), Severity::error);
}

TEST(Profile, says_what_is_wrong_with_it) {
  const struct {
    const char *text, *place;
  } cases[] = {{R"({"rules": {}})", "\"id\""},
               {R"({"id": "", "rules": {}})", "/id"},
               {R"({"id": "p", "layers": {"prose": "off"}})", "\"prose\""},
               {R"({"id": "p", "layers": {"practice": "fatal"}})",
                "/layers/practice is wrong; it should be error, warning, advice or off"},
               {R"({"id": "p", "rules": []})", "/rules"},
               {R"({"id": "p", "rules": {}, "rulez": {}})", "\"rulez\""},
               {R"({"id": "p", "rules": {"title-missing": "fatal"}})",
                "/rules/title-missing is wrong; it should be error, warning, advice or off"},
               {R"({"id": "p", "rules": {"title-missing": "off", "title-missing": "error"}})",
                "\"title-missing\" is there twice"},
               {R"({"id": "p", "rules": {"titel-missing": "off"}})", "the rule \"titel-missing\""},
               {"rules", "the profile"}};
  for (const auto& [text, place] : cases) {
    const auto profile = Profile::parse(text);
    ASSERT_FALSE(profile) << text;
    EXPECT_EQ(profile.error().id, "profile-invalid");
    EXPECT_NE(profile.error().message.find(place), std::string::npos) << profile.error().message;
  }
}

}  // namespace
}  // namespace haat::test
