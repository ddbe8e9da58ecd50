#include <gtest/gtest.h>

#include <chrono>
#include <thread>

#include "core/json/json.hpp"
#include "core/package/package.hpp"
#include "core/package/zip_writer.hpp"
#include "tests/api/marketplace.hpp"

namespace haat::test {
namespace {

using namespace std::chrono_literals;

// A drop folder with a package that no tool of ours made, and the configuration that names it.
class Drop {
 public:
  Drop() {
    const std::string zip = make_package(scratch_.path(), {}, nullptr);
    scratch_.write("drop/sealed.zip", zip);
    scratch_.write("from.zip", zip);
    strip();
    scratch_.write(
        "drop/catalogue.json",
        Json::array({{{"external_id", "aid 1/a"},
                      {"title", "First aid"},
                      {"language", "en"},
                      {"version", "1.2.0"},
                      {"duration", "PT20M"},
                      {"licence", "CC-BY-4.0"},
                      {"package", "plain.zip"}},
                     {{"external_id", "old"},
                      {"title", "Old"},
                      {"language", "en"},
                      {"version", "3"},
                      {"package", "plain.zip"}},
                     {{"external_id", "own"},
                      {"title", "Own"},
                      {"language", "en"},
                      {"version", "1.0.0"},
                      {"package", "sealed.zip"}},
                     {{"external_id", "paper"}, {"title", "On paper"}, {"version", "1.0.0"}}})
            .dump());
    const std::string drop = (scratch_ / "drop").string();
    config_ = scratch_.write("providers.json", Json{{"providers",
                                                     {{{"id", "acme"},
                                                       {"library", "folder.so"},
                                                       {"settings", {{"folder", drop}}},
                                                       {"readable", {drop}}},
                                                      {{"id", "gone"}, {"library", "gone.so"}}}}}
                                                   .dump());
  }
  std::vector<std::string> arguments() const { return {"--providers", config_.string()}; }

 private:
  void strip() {  // takes out what is ours
    const auto package = open_package(scratch_ / "from.zip");
    auto writer = ZipWriter::create(scratch_ / "drop/plain.zip");
    for (const Entry& entry : package->entries())
      if (!entry.path.starts_with("haat/")) {
        EXPECT_TRUE(writer->add(entry.path, *package->read(entry.path, 1 << 20)));
      }
    EXPECT_TRUE(writer->commit());
  }
  Scratch scratch_;
  std::filesystem::path config_;
};

class Providers : public testing::Test {
 protected:
  Drop drop;
  Marketplace market{drop.arguments()};

  void SetUp() override {
    const auto deadline = std::chrono::steady_clock::now() + 10s;
    while (market.get("/api/v1/providers", "cura").body.find("\"courses\":4") ==
               std::string::npos &&
           std::chrono::steady_clock::now() < deadline)
      std::this_thread::sleep_for(20ms);
  }
  Answer submit(const std::string& external, Json body) {
    if (!body.contains("competencies"))
      body["competencies"] = {{{"id", "COMSUBTHEME-000002"}, {"level", 1}}};
    return market.post("/api/v1/providers/acme/courses/" + external + "/submit", "cura",
                       body.dump());
  }
};

TEST_F(Providers, ShowHowTheyFare) {
  const Json providers = Json::parse(market.get("/api/v1/providers", "admin").body)["providers"];
  ASSERT_EQ(providers.size(), 2u);
  EXPECT_EQ(providers[0]["state"], "running");
  EXPECT_EQ(providers[0]["courses"], 4);
  EXPECT_EQ(providers[1]["state"], "refused");
  EXPECT_NE(providers[1]["sentence"], "");
  EXPECT_EQ(market.get("/api/v1/providers/nobody/courses", "cura").problem(), "provider-unknown");
}

TEST_F(Providers, CourseGoesFromTheDropFolderToTheCatalogue) {
  const Answer answer = submit("aid%201%2Fa", {{"course_id", "com.acme.first-aid"}});
  ASSERT_EQ(answer.status, 201) << answer.body;
  const Json submission = Json::parse(answer.body)["submission"];
  EXPECT_EQ(submission["submitted_by"], "provider:acme");
  EXPECT_EQ(submission["version"], "1.2.0");
  EXPECT_EQ(submission["title"]["en"], "First aid");
  const Json offers =
      Json::parse(market.get("/api/v1/providers/acme/courses", "cura").body)["courses"];
  EXPECT_EQ(offers[0]["state"], "submitted");
  EXPECT_EQ(offers[1]["state"], "new");
  market.accept(submission["id"].get<std::string>());
  const Json course = Json::parse(market.get("/api/v1/courses/com.acme.first-aid").body)["course"];
  EXPECT_EQ(course["provider"], "Drop folder");
  EXPECT_EQ(course["duration"], "PT20M");
  EXPECT_EQ(course["competencies"][0]["id"], "COMSUBTHEME-000002");
}

TEST_F(Providers, RefusalsNameWhatIsWrong) {
  EXPECT_EQ(submit("old", {{"course_id", "com.acme.old"}}).problem(), "course-json-invalid");
  EXPECT_EQ(submit("old", {{"course_id", "com.acme.old"}, {"version", "3.0.0"}}).status, 201);
  EXPECT_EQ(submit("own", {{"course_id", "com.acme.own"}}).problem(), "course-id-differs");
  EXPECT_EQ(submit("own", {{"course_id", "org.example.first-aid"}}).problem(), "namespace-foreign");
  EXPECT_EQ(submit("paper", {{"course_id", "com.acme.paper"}}).problem(), "offer-without-package");
  EXPECT_EQ(submit("nowhere", {{"course_id", "com.acme.nowhere"}}).problem(), "offer-unknown");
  EXPECT_EQ(
      submit("old",
             {{"course_id", "com.acme.x"}, {"version", "1.0.0"}, {"competencies", Json::array()}})
          .problem(),
      "package-has-errors");
  EXPECT_EQ(submit("old", {{"courseid", "com.acme.old"}}).status, 400);
}

}  // namespace
}  // namespace haat::test
