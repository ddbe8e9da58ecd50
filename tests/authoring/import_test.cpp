#include "sdk/authoring/import_course.hpp"

#include <map>

#include "core/package/package.hpp"
#include "core/signing/inventory.hpp"
#include "sdk/authoring/build.hpp"
#include "sdk/authoring/project.hpp"
#include "tests/authoring/corpus.hpp"

namespace haat {
namespace {

struct Given {
  const char* name;
  const char* package;
  Standard standard;
};

class EveryStandard : public testing::TestWithParam<Given> {};

std::map<std::string, std::string> digests(const std::filesystem::path& path) {
  const auto package = open_package(path);
  EXPECT_TRUE(package);
  const auto inventory = take_inventory(*package);
  EXPECT_TRUE(inventory);
  std::map<std::string, std::string> all;
  for (const auto& file : inventory->files) all[file.path] = to_hex(file.sha256);
  return all;
}

TEST_P(EveryStandard, KeepsEveryByteThroughImportAndPack) {
  const Scratch folder;
  const auto original = corpus(GetParam().package);
  const auto imported = import_course(original, folder / "course", {});
  ASSERT_TRUE(imported) << imported.error().message;
  EXPECT_EQ(imported->standard, GetParam().standard);
  EXPECT_GT(imported->launchable, 0u);
  EXPECT_FALSE(imported->course.title.begin()->second.empty());
  const auto before = digests(original);
  EXPECT_EQ(digests(folder / "course/content"), before);

  const auto project = open_project(folder / "course");
  ASSERT_TRUE(project) << project.error().message;
  const auto packed = pack_project(*project, "", folder / "course.zip");
  ASSERT_TRUE(packed) << packed.error().message;
  auto after = digests(folder / "course.zip");
  EXPECT_EQ(after.erase("haat/course.json"), 1u);
  EXPECT_EQ(after, before);
}

INSTANTIATE_TEST_SUITE_P(
    Corpus, EveryStandard,
    testing::Values(Given{"scorm12", "scorm12/RuntimeBasicCalls_SCORM12.zip", Standard::scorm12},
                    Given{"scorm2004",
                          "scorm2004/SequencingPostTestRollup4thEd_SCORM20044thEdition.zip",
                          Standard::scorm2004_4},
                    Given{"cmi5", "cmi5/single_au_basic_framed.zip", Standard::cmi5},
                    Given{"wild", "wild/rise-publicpro.zip", Standard::scorm2004_2}),
    [](const auto& given) { return given.param.name; });

TEST(Import, WhatWasWishedForStandsInTheProject) {
  const Scratch folder;
  const auto imported =
      import_course(corpus("scorm12/RuntimeBasicCalls_SCORM12.zip"), folder / "golf",
                    {.id = "org.example.golf",
                     .title = "Golf explained",
                     .language = "en",
                     .licence = "CC-BY-4.0",
                     .duration = "PT30M",
                     .provider = "Example club",
                     .competencies = {{.id = "CID2", .level = 3}}});
  ASSERT_TRUE(imported) << imported.error().message;
  const auto project = open_project(folder / "golf");
  ASSERT_TRUE(project);
  EXPECT_EQ(project->kind, Project::Kind::imported);
  EXPECT_EQ(project->course.id, "org.example.golf");
  EXPECT_EQ(project->course.title, (Translated{{"en", "Golf explained"}}));
  EXPECT_EQ(project->course.competencies.at(0).level, 3);
}

TEST(Import, TakesTheFirstLanguageThatIsOne) {
  const auto language = [](const std::string& told) {
    const Scratch folder;
    std::string manifest = R"(<manifest identifier="m" version="1"
      xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2"
      xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2"><metadata><schema>ADL SCORM</schema>
      <schemaversion>1.2</schemaversion><lom xmlns="http://www.imsglobal.org/xsd/imsmd_rootv1p2p1">
      <general>)";
    manifest += told + R"(</general></lom></metadata><organizations default="o">
      <organization identifier="o"><title>Title</title><item identifier="i" identifierref="r">
      <title>Title</title></item></organization></organizations><resources><resource
      identifier="r" type="webcontent" adlcp:scormtype="sco" href="a.html"><file href="a.html"/>
      </resource></resources></manifest>)";
    folder.write("package/imsmanifest.xml", manifest);
    folder.write("package/a.html", "<p>text</p>");
    const auto imported = import_course(folder / "package", folder / "course", {});
    return imported ? imported->course.title.begin()->first : imported.error().message;
  };
  EXPECT_EQ(language("<language>pt-BR</language>"), "pt-BR");
  EXPECT_EQ(language("<language>en_US</language>"), "en-US");
  EXPECT_EQ(language("<language>none</language><language>hi</language>"), "hi");
  for (const char* none : {"", "none", "x-none", "English", "123456789"})
    EXPECT_EQ(language("<language>" + std::string(none) + "</language>"), "und") << none;
}

// A name of a disk is bytes, not text.
TEST(Import, TakesAPackageWhoseNameIsNoText) {
  const Scratch folder;
  folder.write("name\xff/imsmanifest.xml", R"(<manifest identifier="m"
    xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2">
    <metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion></metadata></manifest>)");
  const auto imported = import_course(folder / "name\xff", folder / "course", {});
  EXPECT_TRUE(imported) << imported.error().message;
}

TEST(Import, RefusesAnotherStandardThanTheContentIs) {
  const Scratch folder;
  ASSERT_TRUE(import_course(corpus("scorm12/RuntimeBasicCalls_SCORM12.zip"), folder / "golf", {}));
  const auto project = open_project(folder / "golf");
  const auto packed = pack_project(*project, "scorm2004-4", folder / "golf.zip");
  ASSERT_FALSE(packed);
  EXPECT_EQ(packed.error().id, "standard-differs");
  EXPECT_TRUE(pack_project(*project, "scorm12", folder / "golf.zip"));
}

TEST(Import, WritesNothingOfAHostilePackage) {
  for (const char* name : {"hostile/zip-slip.zip", "hostile/zip-slip-win.zip"}) {
    const Scratch folder;
    const auto imported = import_course(corpus(name), folder / "course", {});
    ASSERT_FALSE(imported) << name;
    EXPECT_EQ(imported.error().kind, Errc::corrupt);
    EXPECT_TRUE(std::filesystem::is_empty(folder.path())) << name;
  }
}

TEST(Import, RefusesWhatIsNoCourse) {
  const Scratch folder;
  const auto imported = import_course(corpus("cmi5/210-1-no-cmi5-xml.zip"), folder / "course", {});
  ASSERT_FALSE(imported);
  EXPECT_EQ(imported.error().id, "manifest-missing");
  EXPECT_FALSE(std::filesystem::exists(folder / "course"));
}

TEST(Import, CompetenciesAreIdsWithAPerhapsALevel) {
  EXPECT_EQ(parse_competency("CID2")->level, 0);
  EXPECT_EQ(parse_competency("COMSUBTHEME-000002:5")->level, 5);
  for (const char* wrong : {"", "CID2:", "CID2:0", "CID2:6", "CID2:x", "CID2:1x", "swimming:1"})
    EXPECT_FALSE(parse_competency(wrong)) << wrong;
}

}  // namespace
}  // namespace haat
