#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <future>

#include "core/json/json.hpp"
#include "sdk/host/secret_members.hpp"
#include "tests/api/database.hpp"
#include "tests/api/marketplace.hpp"
#include "tests/comes_true.hpp"

namespace haat::test {
namespace {

using namespace std::chrono_literals;

constexpr const char* place = "/api/v1/providers/acme/settings";
constexpr const char* file_token = "token-of-the-file";
constexpr const char* new_token = "token-of-the-form";

TEST(SecretMembers, AreAllButWhatTheSchemaShows) {
  const SecretMembers secrets(R"({
    "$defs": {"key": {"type": "string", "writeOnly": true}, "loop": {"items": {"$ref": "#/$defs/loop"}}},
    "properties": {
      "url": {"type": "string"}, "shown": {"writeOnly": false}, "loop": {"$ref": "#/$defs/loop"}, "true": true,
      "token": {"writeOnly": true}, "referred": {"$ref": "#/$defs/key"}, "lost": {"$ref": "#/$defs/gone"}, "nowhere": {"$ref": ""},
      "inside": {"properties": {"password": {"writeOnly": true}}},
      "either": {"anyOf": [{"type": "null"}, {"$ref": "#/$defs/key"}]}}})");
  for (const char* shown : {"url", "shown", "loop", "true"}) EXPECT_FALSE(secrets.contains(shown));
  for (const char* secret : {"token", "referred", "lost", "nowhere", "inside", "either", "unknown"})
    EXPECT_TRUE(secrets.contains(secret)) << secret;
  for (const char* schema : {"true", "[]", "{", "{}", R"({"properties": 7})"})
    EXPECT_TRUE(SecretMembers(std::string(schema)).contains("url")) << schema;
  EXPECT_TRUE(SecretMembers(std::nullopt).contains("url"));
}

// Looking into every member of every member would take seconds, at each request.
TEST(SecretMembers, AreAllOfASchemaThatLeadsEverywhere) {
  Json properties{{"first", true}};
  for (int i = 0; i < 2000; ++i) properties["p" + std::to_string(i)] = {{"$ref", "#"}};
  const SecretMembers secrets(Json{{"properties", properties}}.dump());
  EXPECT_FALSE(secrets.contains("first"));
  EXPECT_TRUE(secrets.contains("p1999"));
}

// A provider that says which settings it runs with, configured by an operator.
class Settings : public testing::Test {
 protected:
  std::filesystem::path providers(const Json& settings) const {
    scratch.write("state/other", "");
    const Json acme{{"id", "acme"},
                    {"library", SETTLED},
                    {"settings", settings},
                    {"readable", {(scratch / "state").string()}}};
    const Json bare{{"id", "bare"}, {"library", INTERRUPTED}, {"settings", {{"folder", "/"}}}};
    return scratch.write("providers.json", Json{{"providers", {acme, bare}}}.dump());
  }
  Json from_file() const { return {{"title", "From the file"}, {"token", file_token}}; }

  void SetUp() override { EXPECT_EQ(says("cura"), "From the file, a token of 17"); }

  // What it answers, as soon as it does.
  std::string says(const std::string& who) {
    std::string sentence = "nothing";
    comes_true([&] {
      const Answer answer = market.post("/api/v1/providers/acme/certificates/verify", who,
                                        R"({"certificate":"any"})");
      if (answer.status == 200) sentence = Json::parse(answer.body)["certificate"]["sentence"];
      return answer.status == 200;
    });
    return sentence;
  }
  Answer look() const { return market.get(place, "admin"); }
  Answer put(const Json& settings, std::map<std::string, std::string> headers = {}) const {
    return market.ask({"PUT", place, market.token("admin"), Json{{"settings", settings}}.dump(),
                       "application/json", std::move(headers)});
  }
  Answer reset(std::map<std::string, std::string> headers = {}) const {
    return market.ask({"DELETE", place, market.token("admin"), "", "", std::move(headers)});
  }
  std::string health() {
    return Json::parse(market.get("/api/v1/providers", "admin").body)["providers"][0]["sentence"];
  }
  // All that the server has written: its data folder, and what it printed.
  std::string everything_kept() {
    std::string all = market.server().log();
    for (const auto& entry : std::filesystem::recursive_directory_iterator(market.server().data()))
      if (entry.is_regular_file()) {
        std::ifstream file(entry.path(), std::ios::binary);
        all.append(std::istreambuf_iterator<char>(file), {});
      }
    return all;
  }

  Scratch scratch;
  Marketplace market{{"--providers", providers(from_file()).string()}};
};

TEST_F(Settings, OfTheFileAreShownButForSecrets) {
  const Answer answer = look();
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(Json::parse(answer.body), Json::parse(R"({
    "settings": {"title": "From the file"}, "secrets": ["token"],
    "source": "file", "set_at": null, "set_by": null})"));
  EXPECT_EQ(answer.header("ETag").size(), 34u);
  EXPECT_EQ(market.get("/api/v1/providers/nobody/settings", "admin").problem(), "provider-unknown");
}

TEST_F(Settings, OfOneWithoutASchemaAreAllSecrets) {
  const Json bare = Json::parse(market.get("/api/v1/providers/bare/settings", "admin").body);
  EXPECT_EQ(bare["settings"], Json::object());
  EXPECT_EQ(bare["secrets"], Json::array({"folder"}));
}

TEST_F(Settings, OfTheFormAreInForceAtOnceAndAfterAStart) {
  const Answer answer = put({{"title", "From the form"}});
  ASSERT_EQ(answer.status, 200) << answer.body;
  const Json now = Json::parse(answer.body);
  EXPECT_EQ(now["settings"], Json::parse(R"({"title": "From the form"})"));
  EXPECT_EQ(now["secrets"], Json::array({"token"})) << "what is left out stays";
  EXPECT_EQ(now["source"], "marketplace");
  EXPECT_EQ(now["set_by"], "admin");
  EXPECT_TRUE(now["set_at"].is_string());
  EXPECT_EQ(look().body, answer.body);
  EXPECT_EQ(look().header("ETag"), answer.header("ETag"));
  EXPECT_EQ(says("cura"), "From the form, a token of 17");
  market.restart();
  EXPECT_EQ(says("cura"), "From the form, a token of 17");
  EXPECT_EQ(look().body, answer.body);
}

TEST_F(Settings, KeepChangeAndLoseTheirSecrets) {
  ASSERT_EQ(put({{"title", "Another"}, {"token", "ten-bytes."}}).status, 200);
  EXPECT_EQ(says("cura"), "Another, a token of 10");
  const Answer without = put({{"title", "Another"}, {"token", nullptr}});
  ASSERT_EQ(without.status, 200) << without.body;
  EXPECT_EQ(Json::parse(without.body)["secrets"], Json::array());
  EXPECT_EQ(says("cura"), "Another, a token of 0");
}

TEST_F(Settings, ThatAreRefusedChangeNothing) {
  const Answer before = look();
  const auto expect_refused = [&](const Json& settings, const std::string& why) {
    const Answer answer = put(settings);
    EXPECT_EQ(answer.status, 422) << answer.body;
    EXPECT_EQ(answer.problem(), "provider-settings-refused");
    EXPECT_NE(answer.body.find(why), std::string::npos) << answer.body;
    EXPECT_EQ(look().body, before.body);
    EXPECT_EQ(look().header("ETag"), before.header("ETag"));
    EXPECT_EQ(says("cura"), "From the file, a token of 17");
  };
  expect_refused({{"title", 7}}, R"("errors":[{"field":"/title","reason":")");
  expect_refused(Json::object(), "What its course is called");
  expect_refused(Json::object(), R"("errors":[{"field":"/title","reason":"it is missing"}])");
  expect_refused({{"title", "x"}, {"color", "red"}}, "color");
  expect_refused({{"title", "x"}, {"color", "red"}},
                 "; left out, and so kept: token (null takes a secret away)");
  expect_refused({{"title", "x"}, {"token", "wrong-token"}}, "the partner takes no such token");
  expect_refused({{"title", "crash"}}, "crashed (aborted) while being loaded");
  EXPECT_EQ(health().find("not in force"), std::string::npos) << health();
  EXPECT_EQ(put(Json::array()).status, 400);
  EXPECT_EQ(everything_kept().find("wrong-token"), std::string::npos);
}

TEST_F(Settings, ThatAreTooLargeAreToldBothNumbers) {
  const Answer answer = put({{"title", std::string(70'000, 'x')}});
  EXPECT_EQ(answer.status, 413);
  EXPECT_EQ(answer.problem(), "provider-settings-too-large");
  EXPECT_EQ(Json::parse(answer.body)["limit"], 65'536);
  EXPECT_GT(Json::parse(answer.body)["actual"], 70'000);
}

TEST_F(Settings, OfTwoWhoChangeThemTheSecondIsTold) {
  const std::string seen = look().header("ETag");
  EXPECT_EQ(put({{"title", "First"}}, {{"If-Match", seen}}).status, 200);
  const Answer late = put({{"title", "Second"}}, {{"If-Match", seen}});
  EXPECT_EQ(late.status, 412);
  EXPECT_EQ(late.problem(), "provider-settings-changed");
  EXPECT_EQ(reset({{"If-Match", seen}}).status, 412);
  EXPECT_EQ(says("cura"), "First, a token of 17");
  EXPECT_EQ(put({{"title", "Third"}}, {{"If-Match", seen + ", " + look().header("ETag")}}).status,
            200);
  EXPECT_EQ(put({{"title", "Fourth"}}, {{"If-Match", "*"}}).status, 200);
}

TEST_F(Settings, AreThoseOfTheFileAgainWhenTheyAreReset) {
  const std::string file = look().body;
  ASSERT_EQ(put({{"title", "From the form"}, {"token", new_token}}).status, 200);
  const Answer answer = reset({{"If-Match", look().header("ETag")}});
  EXPECT_EQ(answer.status, 204) << answer.body;
  EXPECT_EQ(look().body, file);
  EXPECT_TRUE(comes_true([&] { return says("cura") == "From the file, a token of 17"; }));
  EXPECT_EQ(reset().status, 204) << "and once more";
}

TEST_F(Settings, AreChangedWhileACallIsUnderWay) {
  const std::string state = (scratch / "state").string();
  ASSERT_EQ(put({{"title", "Slow"}, {"folder", state}}).status, 200);
  scratch.write("state/slow", "");
  auto asked = std::async(std::launch::async, [&] { return says("cura"); });
  EXPECT_TRUE(comes_true(
      [&] { return market.server().log().find("a certificate is shown") != std::string::npos; }));
  EXPECT_EQ(put({{"title", "Quick"}}).status, 200);
  EXPECT_EQ(says("dev"), "Quick, a token of 17") << "nobody waits for the old one";
  EXPECT_EQ(asked.wait_for(0s), std::future_status::timeout);
  std::filesystem::remove(scratch / "state/slow");
  EXPECT_EQ(asked.get(), "Slow, a token of 17") << "it ends where it began";
}

TEST_F(Settings, AreSetForOneThatWasRefusedForThem) {
  providers(Json::object());
  market.restart();
  EXPECT_TRUE(comes_true([&] { return health().find("lack") != std::string::npos; }));
  EXPECT_EQ(Json::parse(look().body)["settings"], Json::object());
  EXPECT_EQ(Json::parse(look().body)["source"], "file");
  EXPECT_EQ(put({{"title", 7}}).status, 422);
  EXPECT_EQ(put({{"title", "Mended"}}).status, 200);
  EXPECT_EQ(says("cura"), "Mended, a token of 0");
}

TEST_F(Settings, LeaveTheirSecretsNowhere) {
  ASSERT_EQ(put({{"title", "From the form"}, {"token", new_token}}).status, 200);
  ASSERT_EQ(put({{"title", 7}, {"token", "a-token-refused"}}).status, 422);
  const Answer refused = put({{"title", "refuses"}, {"token", "a-token-refused"}});
  EXPECT_NE(refused.body.find("the token [secret] is none"), std::string::npos) << refused.body;
  std::string told = look().body + refused.body + everything_kept();
  for (const char* where : {"/api/v1/providers", "/api/v1/audit",
                            "/api/v1/providers/acme/settings-schema", "/api/v1/openapi.json"})
    told += market.get(where, "admin").body;
  const auto rows = open_database(market.server().data())
                        ->all("SELECT provider, sealed, revision, set_by FROM provider_settings",
                              [](const server::Row& row) {
                                return row.text(0) + row.text(1) + row.text(2) + row.text(3);
                              });
  ASSERT_TRUE(rows);
  ASSERT_EQ(rows->size(), 1u);
  told += rows->front();
  for (const char* secret : {file_token, new_token, "a-token-refused"})
    EXPECT_EQ(told.find(secret), std::string::npos) << secret;
}

// As after a restore of the database beside another key.
TEST_F(Settings, ThatCannotBeOpenedGiveWayToThoseOfTheFile) {
  ASSERT_EQ(put({{"title", "From the form"}}).status, 200);
  ASSERT_TRUE(
      open_database(market.server().data())->run("UPDATE provider_settings SET sealed = 'AAAA'"));
  EXPECT_EQ(look().status, 409);
  EXPECT_EQ(look().problem(), "provider-settings-sealed");
  EXPECT_EQ(put({{"title", "Another"}}).problem(), "provider-settings-sealed");
  EXPECT_EQ(says("cura"), "From the form, a token of 17") << "it goes on";
  market.restart();
  EXPECT_EQ(says("cura"), "From the file, a token of 17");
  EXPECT_NE(market.server().log().find("cannot be opened with this server's key"),
            std::string::npos);
  EXPECT_EQ(reset().status, 204);
  EXPECT_EQ(look().status, 200);
}

TEST_F(Settings, AreLoggedByNameAndNotByValue) {
  ASSERT_EQ(put({{"title", "From the form"}, {"token", new_token}}).status, 200);
  ASSERT_EQ(put({{"title", "Once more"}}).status, 200);
  ASSERT_EQ(reset().status, 204);
  Json told = Json::array();
  const Json log = Json::parse(market.get("/api/v1/audit?limit=200", "admin").body);
  for (const Json& row : log["audit"])
    if (row["action"].get<std::string>().starts_with("provider.settings"))
      told.push_back({row["actor"], row["action"], row["subject"], row["details"]["members"]});
  EXPECT_EQ(told, Json::parse(R"([
    ["admin", "provider.settings_set", "acme", "title, token"],
    ["admin", "provider.settings_set", "acme", "title"],
    ["admin", "provider.settings_reset", "acme", "title, token"]])"));
}

}  // namespace
}  // namespace haat::test
