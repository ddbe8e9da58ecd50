#include <gtest/gtest.h>

#include <fstream>

#include "tests/providers/market.hpp"

// The drop folder, through the host, as the server uses it.
namespace haat::test {
namespace {

using State = ProviderHealth::State;
constexpr const char* library = PROVIDERS "/folder.so";

class DropFolder : public testing::Test {
 protected:
  ProviderHealth start(const std::string& catalogue) {
    folder_.write("catalogue.json", catalogue);
    market_.open("partner", library, "{\"folder\":\"" + folder_.path().string() + "\"}",
                 {folder_.path()});
    return market_.reaches("partner", State::running);
  }

  // What it brings, or the error's "id: message".
  std::string fetch(const std::string& external_id) {
    std::string got;
    const auto fetched =
        market_.host().fetch("partner", external_id, [&](std::string_view piece) -> Result<void> {
          got += piece;
          return {};
        });
    return fetched ? got : fetched.error().id + ": " + fetched.error().message;
  }

  Market market_;
  TemporaryFolder folder_;
};

TEST_F(DropFolder, ListsTheCatalogueInOrder) {
  start(R"([{"external_id":"b","title":"Second"},
            {"external_id":"a","title":"हिन्दी","language":"hi","duration":"PT1H","package":"a.zip"}])");
  const auto page = market_.host().list("partner", "");
  ASSERT_TRUE(page) << page.error().message;
  ASSERT_EQ(page->courses.size(), 2u);
  EXPECT_EQ(page->courses[0].external_id, "a");
  EXPECT_EQ(page->courses[0].title, "हिन्दी");
  EXPECT_TRUE(page->courses[0].has_package);
  EXPECT_FALSE(page->courses[1].has_package);
  EXPECT_EQ(page->next, "");
}

TEST_F(DropFolder, PagesThroughManyCoursesOnceEach) {
  std::string catalogue = "[";
  for (int i = 0; i < 1001; ++i) {
    catalogue += (i > 0 ? "," : "") + std::string("{\"external_id\":\"") + std::to_string(i) +
                 "\",\"title\":\"T\"}";
  }
  start(catalogue + "]");
  std::size_t courses = 0;
  std::string cursor;
  do {
    const auto page = market_.host().list("partner", cursor);
    ASSERT_TRUE(page) << page.error().message;
    courses += page->courses.size();
    cursor = page->next;
  } while (!cursor.empty());
  EXPECT_EQ(courses, 1001u);
}

TEST_F(DropFolder, LongDescriptionsMakeShortPages) {
  const std::string description(60'000, 'd');
  std::string catalogue = "[";
  for (int i = 0; i < 150; ++i) {
    catalogue += (i > 0 ? "," : "") + std::string("{\"external_id\":\"") + std::to_string(i) +
                 R"(","title":"T","description":")" + description + "\"}";
  }
  start(catalogue + "]");
  std::size_t courses = 0;
  std::string cursor;
  do {
    const auto page = market_.host().list("partner", cursor);
    ASSERT_TRUE(page) << page.error().message;
    courses += page->courses.size();
    cursor = page->next;
  } while (!cursor.empty());
  EXPECT_EQ(courses, 150u);
}

TEST_F(DropFolder, TitleThatBeginsWithNulSpoilsOnlyItsRow) {
  start(R"([{"external_id":"a","title":"\u0000"},{"external_id":"b","title":"B"}])");
  EXPECT_EQ(market_.title("partner", ""), "B");
}

TEST_F(DropFolder, ServesThePackage) {
  const std::string bytes(300'001, 'p');
  std::filesystem::create_directory(folder_.path() / "zips");
  folder_.write("zips/a.zip", bytes);
  start(R"([{"external_id":"a","title":"A","package":"zips/a.zip"}])");
  EXPECT_EQ(fetch("a"), bytes);
  EXPECT_EQ(fetch("b"), "provider-course-unknown: provider partner: the catalogue has no course b");
}

TEST_F(DropFolder, PackageStaysInsideTheFolder) {
  TemporaryFolder elsewhere;
  elsewhere.write("secret.zip", "secret");
  std::filesystem::create_symlink(elsewhere.path() / "secret.zip", folder_.path() / "link.zip");
  start(R"([{"external_id":"up","title":"U","package":"../../etc/passwd"},
            {"external_id":"root","title":"R","package":"/etc/passwd"},
            {"external_id":"link","title":"L","package":"link.zip"},
            {"external_id":"folder","title":"F","package":"."}])");
  for (const char* id : {"up", "root", "link", "folder"}) {
    EXPECT_EQ(fetch(id).rfind("provider-data: provider partner: ", 0), 0u)
        << id << " " << fetch(id);
  }
}

TEST_F(DropFolder, ChangedCatalogueIsReadAgain) {
  start(R"([{"external_id":"a","title":"Before"}])");
  EXPECT_EQ(market_.title("partner", ""), "Before");
  const auto file = folder_.write("catalogue.json", R"([{"external_id":"a","title":"After"}])");
  std::filesystem::last_write_time(
      file, std::filesystem::file_time_type::clock::now() + std::chrono::seconds(2));
  EXPECT_EQ(market_.title("partner", ""), "After");
}

TEST_F(DropFolder, WrongRowIsLeftOutAndNamed) {
  start(
      R"([{"title":"No id"},{"external_id":"a","title":"A"},{"external_id":"a","title":"Again"},7])");
  EXPECT_EQ(market_.title("partner", ""), "A");
  ::usleep(100'000);
  EXPECT_TRUE(market_.logged(
      "partner", "warning: course 1 of catalogue.json is left out: it has no external_id"));
  EXPECT_TRUE(market_.logged("partner",
                             "warning: course 4 of catalogue.json is left out: it is no object"));
  EXPECT_TRUE(
      market_.logged("partner", "the external_id a stands in catalogue.json more than once"));
}

TEST_F(DropFolder, BrokenCatalogueIsThePartnersFault) {
  start("[{");
  EXPECT_EQ(market_.title("partner", "").rfind("provider-data: ", 0), 0u)
      << market_.title("partner", "");
  EXPECT_EQ(market_.health("partner").state, State::running);
}

TEST_F(DropFolder, CatalogueLargerThanTheMemoryIsThePartnersFault) {
  start("[]");
  for (const std::string part : {"{},", "["}) {
    std::string catalogue = "[";
    for (int i = 0; i < 5'000'000; ++i) catalogue += part;
    folder_.write("catalogue.json", catalogue);
    EXPECT_EQ(market_.title("partner", "").rfind("provider-data: ", 0), 0u)
        << market_.title("partner", "");
  }
  EXPECT_EQ(market_.health("partner").restarts, 0u);
}

TEST_F(DropFolder, WrongSettingsAreRefused) {
  market_.open("partner", library, "{}");
  const ProviderHealth health = market_.reaches("partner", State::refused);
  EXPECT_EQ(health.sentence,
            "could not start: the settings lack \"folder\", the absolute path of the partner's "
            "drop folder");
}

TEST_F(DropFolder, FolderThatIsNotReadableIsRefused) {
  market_.open("partner", library, "{\"folder\":\"" + folder_.path().string() + "\"}");
  const ProviderHealth health = market_.reaches("partner", State::refused);
  if (health.sentence.find("without") != std::string::npos) GTEST_SKIP() << health.sentence;
  EXPECT_NE(health.sentence.find("is it named under \"readable\"?"), std::string::npos)
      << health.sentence;
}

}  // namespace
}  // namespace haat::test
