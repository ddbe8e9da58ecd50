#include "sdk/authoring/new_course.hpp"

#include <algorithm>
#include <set>

#include "core/competency/dictionary.hpp"
#include "core/manifest/manifest.hpp"
#include "core/qa/check.hpp"
#include "core/qa/profile.hpp"
#include "core/qa/report.hpp"
#include "sdk/authoring/build.hpp"
#include "sdk/authoring/packaging.hpp"
#include "sdk/authoring/project.hpp"
#include "tests/authoring/corpus.hpp"

namespace haat {
namespace {

class EveryPackaging : public testing::TestWithParam<std::string> {};

TEST_P(EveryPackaging, ANewCoursePacksToEqualBytesAndHasNoFindings) {
  const Scratch folder;
  ASSERT_TRUE(new_course(folder / "course"));
  const auto project = open_project(folder / "course");
  ASSERT_TRUE(project) << project.error().message;
  const auto first = pack_project(*project, GetParam(), folder / "first.zip");
  ASSERT_TRUE(first) << first.error().message;
  const auto second = pack_project(*project, GetParam(), folder / "second.zip");
  ASSERT_TRUE(second);
  EXPECT_EQ(first->packed.digest, second->packed.digest);
  EXPECT_EQ(Scratch::read(folder / "first.zip"), Scratch::read(folder / "second.zip"));
  EXPECT_TRUE(first->remarks.empty());

  const auto package = open_package(folder / "first.zip");
  ASSERT_TRUE(package);
  for (const char* profile : {"lms-practical", "adl-strict"}) {
    const auto report =
        check_package(*package, Dictionary::demonstration(), *Profile::find(profile));
    ASSERT_TRUE(report);
    EXPECT_EQ(report->findings.size(), 0u) << to_text(*report, Colour::off);
  }
}

TEST_P(EveryPackaging, TheManifestTellsOfEveryFileOfThePackage) {
  const bool lists_files = GetParam() != "cmi5";
  const Scratch folder;
  ASSERT_TRUE(new_course(folder / "course"));
  ASSERT_TRUE(pack_project(*open_project(folder / "course"), GetParam(), folder / "course.zip"));
  const auto package = open_package(folder / "course.zip");
  const auto manifest = read_manifest(*package);
  ASSERT_TRUE(manifest && manifest->structure);
  EXPECT_TRUE(manifest->problems.empty());
  std::set<std::string> listed;
  for (const Resource& resource : manifest->structure->resources)
    for (const auto& file : resource.files) listed.insert(file.path);
  for (const Entry& entry : package->entries()) {
    const bool ours = entry.path.starts_with("haat/");
    const bool control = entry.path.find('/') == std::string::npos;
    EXPECT_TRUE(!lists_files || ours || control || listed.contains(entry.path)) << entry.path;
  }
  EXPECT_EQ(manifest->structure->standard, (*choose_packaging(GetParam()))->standard);
}

INSTANTIATE_TEST_SUITE_P(Standards, EveryPackaging, testing::ValuesIn(packaging_names()),
                         [](const auto& chosen) {
                           std::string name = chosen.param;
                           std::ranges::replace(name, '-', '_');
                           return name;
                         });

TEST(Samples, HaveNoFindings) {
  for (const char* name : {"clear-requirements"}) {
    const Scratch folder;
    const auto project = open_project(std::filesystem::path(HAAT_SAMPLES) / name);
    ASSERT_TRUE(project) << project.error().message;
    ASSERT_TRUE(pack_project(*project, "", folder / "sample.zip"));
    const auto report =
        check_package(*open_package(folder / "sample.zip"), Dictionary::demonstration());
    ASSERT_TRUE(report);
    EXPECT_EQ(report->findings.size(), 0u) << to_text(*report, Colour::off);
  }
}

TEST(NewCourse, SpeaksTwoLanguagesAndNamesACompetencyOfTheDemonstration) {
  const Scratch folder;
  ASSERT_TRUE(new_course(folder / "My Course 2"));
  const auto project = open_project(folder / "My Course 2");
  ASSERT_TRUE(project);
  EXPECT_EQ(project->course.id, "org.example.my-course-2");
  EXPECT_EQ(project->languages(), (std::vector<std::string>{"en", "hi"}));
  ASSERT_EQ(project->course.competencies.size(), 1u);
  EXPECT_NE(Dictionary::demonstration().find(project->course.competencies[0].id), nullptr);
  EXPECT_FALSE(project->course.licence.empty());
  EXPECT_FALSE(project->course.duration.empty());
}

TEST(NewCourse, LeavesAFolderThatIsNotEmptyAlone) {
  const Scratch folder;
  folder.write("mine.txt", "mine");
  const auto made = new_course(folder.path());
  ASSERT_FALSE(made);
  EXPECT_EQ(made.error().id, "folder-not-empty");
  EXPECT_FALSE(std::filesystem::exists(folder / "course.json"));
}

TEST(Project, ALessonThatLacksALanguageIsNamed) {
  const Scratch folder;
  ASSERT_TRUE(new_course(folder / "course"));
  std::filesystem::remove(folder / "course/phishing/hi.md");
  const auto packed =
      pack_project(*open_project(folder / "course"), "scorm12", folder / "course.zip");
  ASSERT_FALSE(packed);
  EXPECT_EQ(packed.error().id, "lesson-language-missing");
  EXPECT_NE(packed.error().message.find("phishing/hi.md"), std::string::npos);
  EXPECT_FALSE(std::filesystem::exists(folder / "course.zip"));
}

TEST(Project, AnImageThatIsNotThereOrElsewhereIsNamedWithItsLine) {
  const Scratch folder;
  ASSERT_TRUE(new_course(folder / "course"));
  struct {
    const char* text;
    const char* id;
  } const cases[] = {{"One\n\n![x](../assets/gone.png)\n", "link-target-missing"},
                     {"One\n\n![x](../../secret.png)\n", "link-target-missing"},
                     {"One\n\n![x](https://example.org/x.png)\n", "image-remote"}};
  for (const auto& one : cases) {
    folder.write("course/phishing/en.md", one.text);
    const auto packed =
        pack_project(*open_project(folder / "course"), "scorm12", folder / "course.zip");
    ASSERT_FALSE(packed) << one.text;
    EXPECT_EQ(packed.error().id, one.id);
    EXPECT_NE(packed.error().message.find("en.md:3"), std::string::npos) << packed.error().message;
  }
}

TEST(Project, AnAssetMayNotBeALinkOutOfTheProject) {
  const Scratch folder;
  ASSERT_TRUE(new_course(folder / "course"));
  std::filesystem::create_symlink("/etc/hostname", folder / "course/assets/link.txt");
  const auto packed =
      pack_project(*open_project(folder / "course"), "scorm12", folder / "course.zip");
  ASSERT_FALSE(packed);
  EXPECT_FALSE(std::filesystem::exists(folder / "course.zip"));
}

TEST(Project, UnknownStandardsAreRefusedWithTheKnownOnes) {
  const Scratch folder;
  ASSERT_TRUE(new_course(folder / "course"));
  const auto packed =
      pack_project(*open_project(folder / "course"), "scorm13", folder / "course.zip");
  ASSERT_FALSE(packed);
  EXPECT_EQ(packed.error().id, "standard-unknown");
}

}  // namespace
}  // namespace haat
