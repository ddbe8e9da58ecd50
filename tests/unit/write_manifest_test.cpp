#include <gtest/gtest.h>

#include "core/manifest/manifest.hpp"
#include "core/manifest/write_cmi5.hpp"
#include "core/manifest/write_imscp.hpp"
#include "tests/unit/scratch.hpp"

namespace haat::test {
namespace {

Course course() {
  Course made;
  made.id = "org.example.course";
  made.version = "1.0.0";
  made.title = {{"en", "Course"}, {"hi", "पाठ्यक्रम"}};
  made.competencies = {{"C 1%", 2}, {"C 1%", 3}, {"C2", 0}};
  made.units = {{"first", "lesson", {{"en", "First"}, {"hi", "पहला"}}}};
  return made;
}

// A chapter with two units, one of them a quiz, and a unit beside it.
CourseStructure structure(Standard standard) {
  CourseStructure made;
  made.standard = standard;
  made.identifier = "org.example.course";
  made.version = "1.0.0";
  made.default_organization = "all";
  const auto item = [](const std::string& id, const std::string& title) {
    Item leaf;
    leaf.identifier = id;
    leaf.title = title;
    leaf.identifierref = id + "-files";
    return leaf;
  };
  Item quiz = item("quiz", "Quiz & more");
  quiz.mastery_score = "7";
  quiz.parameters = "?a=1&b=2";
  Item chapter;
  chapter.identifier = "chapter";
  chapter.title = "Chapter";
  chapter.children = {item("first", "First"), quiz};
  made.organizations.push_back({.identifier = "all",
                                .title = "Course",
                                .items = {chapter, item("last", "Last")},
                                .place = {}});
  for (const std::string id : {"first", "quiz", "last"}) {
    Resource resource;
    resource.identifier = id + "-files";
    resource.launch = id + "/index.html";
    resource.sco = true;
    resource.files.push_back({.path = resource.launch, .place = {}});
    made.resources.push_back(resource);
  }
  made.languages = {"en", "hi"};
  return made;
}

// What the reader makes of what the writer wrote, with nothing wrong with it by the schema.
CourseStructure written_and_read(const std::string& file, const std::string& text) {
  const Scratch folder;
  folder.write(file, text);
  const auto package = open_package(folder.path());
  EXPECT_TRUE(package);
  const auto manifest = read_manifest(*package);
  EXPECT_TRUE(manifest && manifest->structure) << text;
  for (const auto& problem : manifest->problems)
    ADD_FAILURE() << problem.id << " " << problem.place.line << " " << problem.message << "\n"
                  << text;
  return *manifest->structure;
}

TEST(WriteManifest, EveryEditionOfScormComesBackAsItWas) {
  for (const Standard standard :
       {Standard::scorm12, Standard::scorm2004_3, Standard::scorm2004_4}) {
    const auto text = write_imscp(structure(standard), course());
    EXPECT_EQ(text, write_imscp(structure(standard), course()));
    const auto back = written_and_read("imsmanifest.xml", text);
    EXPECT_EQ(back.standard, standard);
    ASSERT_EQ(back.organizations.size(), 1u);
    const auto& items = back.organizations[0].items;
    ASSERT_EQ(items.size(), 2u);
    ASSERT_EQ(items[0].children.size(), 2u);
    EXPECT_EQ(items[0].children[1].title, "Quiz & more");
    EXPECT_EQ(items[0].children[1].parameters, "?a=1&b=2");
    EXPECT_EQ(items[0].children[1].mastery_score, standard == Standard::scorm12 ? "7" : "0.07");
    EXPECT_EQ(back.resources.size(), 3u);
    EXPECT_EQ(back.resources[2].launch, "last/index.html");
  }
}

TEST(WriteManifest, Cmi5HasBlocksUnitsAndEveryLanguage) {
  const auto text = write_cmi5(structure(Standard::cmi5), course());
  const auto back = written_and_read("cmi5.xml", text);
  EXPECT_EQ(back.identifier, "urn:haat:course:org.example.course");
  EXPECT_EQ(back.languages, (std::vector<std::string>{"en", "hi", "und"}));
  const auto& items = back.organizations[0].items;
  ASSERT_EQ(items.size(), 2u);
  ASSERT_EQ(items[0].children.size(), 2u);
  EXPECT_EQ(items[0].identifier, "urn:haat:course:org.example.course:chapter");
  EXPECT_EQ(items[0].children[1].mastery_score, "0.07");
  EXPECT_NE(text.find(R"(moveOn="Passed" masteryScore="0.07")"), std::string::npos);
  EXPECT_NE(text.find(R"(moveOn="Completed" launchMethod="AnyWindow")"), std::string::npos);
  EXPECT_NE(text.find("<launchParameters>?a=1&amp;b=2</launchParameters>"), std::string::npos);
  EXPECT_NE(text.find(R"(<langstring lang="hi">पहला</langstring>)"), std::string::npos);
  // A competency that is named twice is one objective, and its id may hold anything.
  const auto objective = text.find(R"(<objective id="urn:haat:competency:C%201%25">)");
  EXPECT_NE(objective, std::string::npos);
  EXPECT_EQ(text.find("C%201%25", objective + 50), std::string::npos);
}

// Looking each unit up among all others would take minutes here.
TEST(WriteManifest, TenThousandUnitsAreWrittenAndReadAtOnce) {
  Course large = course();
  CourseStructure all = structure(Standard::scorm2004_4);
  for (int n = 0; n < 10'000; ++n) {
    const std::string id = "unit-" + std::to_string(n);
    large.units.push_back({id, "lesson", {{"en", id}}});
    Item item = all.organizations[0].items[1];
    item.identifier = id;
    item.identifierref = id + "-files";
    all.organizations[0].items.push_back(item);
    Resource resource = all.resources[2];
    resource.identifier = item.identifierref;
    all.resources.push_back(resource);
  }
  EXPECT_EQ(written_and_read("imsmanifest.xml", write_imscp(all, large)).resources.size(), 10'003u);
  EXPECT_EQ(written_and_read("cmi5.xml", write_cmi5(all, large)).resources.size(), 10'003u);
}

}  // namespace
}  // namespace haat::test
