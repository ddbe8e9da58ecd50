#include <gtest/gtest.h>
#include <signal.h>
#include <stdlib.h>

#include <chrono>
#include <thread>

#include "core/json/json.hpp"
#include "marketplace-server/configuration.hpp"
#include "tests/api/marketplace.hpp"

namespace haat::test {
namespace {

using namespace std::chrono_literals;

// Waits until it holds; false after ten seconds.
bool comes_true(const std::function<bool()>& holds) {
  for (const auto deadline = std::chrono::steady_clock::now() + 10s;
       std::chrono::steady_clock::now() < deadline; std::this_thread::sleep_for(20ms))
    if (holds()) return true;
  return false;
}

TEST(Configuration, OptionsWinOverTheEnvironmentAndThatOverTheFile) {
  const Scratch scratch;
  const auto file = scratch.write("etc/haat.json", R"({"listen": "127.0.0.1:1", "data": "kept",
    "max_upload": 5, "policy": "policy.json", "log": "json", "rates": {"uploads": 7}})");
  const auto read = server::read_configuration(
      {.file = file,
       .environment = {{"listen", "127.0.0.1:2"}, {"metrics_from", "10.0.0.0/8,192.0.2.1"}},
       .options = {{"listen", "127.0.0.1:3"}, {"providers", "some.json"}}});
  EXPECT_TRUE(read.faults.empty()) << read.faults.front().message;
  const server::Settings& settings = read.settings;
  EXPECT_EQ(settings.listen, "127.0.0.1:3");
  EXPECT_EQ(settings.data, scratch / "etc/kept");  // relative to the file
  EXPECT_EQ(settings.policy, scratch / "etc/policy.json");
  EXPECT_EQ(settings.providers, "some.json");  // relative to where the server starts
  EXPECT_EQ(settings.max_upload, 5u);
  EXPECT_TRUE(settings.json_log);
  EXPECT_EQ(settings.metrics_from, (std::vector<std::string>{"10.0.0.0/8", "192.0.2.1"}));
  EXPECT_EQ(settings.rates.uploads, 7u);
  EXPECT_EQ(settings.rates.sign_in, 60u);  // as the schema says
}

TEST(Configuration, EveryMemberIsDescribedAndHasADefaultThatFits) {
  const Json schema = Json::parse(server::configuration_schema());
  Json defaults = Json::object();
  for (const auto& [member, rule] : schema["properties"].items()) {
    EXPECT_FALSE(rule.value("description", "").empty()) << member;
    if (rule.contains("default")) defaults[member] = rule["default"];
  }
  const auto valid = validate_json(defaults, schema.dump(), "the defaults");
  EXPECT_TRUE(valid.has_value()) << valid.error().message;
  const auto read = server::read_configuration({});
  EXPECT_TRUE(read.faults.empty());
  EXPECT_EQ(read.settings.listen, "127.0.0.1:8080");
  EXPECT_EQ(read.settings.max_upload, 2147483648u);
}

TEST(Configuration, CheckTellsEachFaultWithItsPlace) {
  const Scratch scratch;
  const auto file = scratch.write("haat.json", R"({"listen": 8080, "colour": "red", "max_upload": 0,
    "log": "loud", "metrics_from": ["10.0.0.0/99"], "policy": {"quarantine": ["no-such-rule"]},
    "providers": [{"id": "acme", "library": "/nowhere/acme.so"}], "rates": {"uploads": -1}})");
  const Ended ended = run_server({"config", "check", file.string()});
  EXPECT_EQ(ended.code, 1);
  for (const char* sentence :
       {"/listen is wrong; it should be the address to listen on", "\"colour\" that is not known",
        "/max_upload is wrong; it should be a number of bytes",
        "/log is wrong; it should be text or json", "\"10.0.0.0/99\" is no network",
        "/policy: /quarantine names the rule \"no-such-rule\"",
        "provider acme: there is no library /nowhere/acme.so", "/rates/uploads is wrong"})
    EXPECT_NE(ended.out.find(sentence), std::string::npos) << sentence << "\n" << ended.out;
  EXPECT_EQ(std::count(ended.out.begin(), ended.out.end(), '\n'), 8) << ended.out;
  // What check finds, a start refuses.
  const Ended started = run_server({"--config", file.string()});
  EXPECT_EQ(started.code, 3);
  EXPECT_NE(started.err.find("/listen is wrong"), std::string::npos) << started.err;
}

TEST(Configuration, CheckOfWhatIsFineAndOfWhatIsNotThere) {
  const Scratch scratch;
  const auto fine = scratch.write("haat.json", R"({"listen": "[::1]:80", "proxies": ["::1"]})");
  EXPECT_EQ(run_server({"config", "check", fine.string()}).code, 0);
  EXPECT_EQ(run_server({"config", "check"}).code, 0);
  const Ended gone = run_server({"config", "check", (scratch / "gone.json").string()});
  EXPECT_EQ(gone.code, 1);
  EXPECT_NE(gone.out.find("[config-unreadable]"), std::string::npos);
  EXPECT_EQ(run_server({"config"}).code, 2);
  EXPECT_EQ(Json::parse(run_server({"config", "schema"}).out),
            Json::parse(server::configuration_schema()));
  ::setenv("HAAT_SERVER_MAX_UPLOAD", "much", 1);
  const Ended environment = run_server({"config", "check"});
  ::unsetenv("HAAT_SERVER_MAX_UPLOAD");
  EXPECT_EQ(environment.code, 1);
  EXPECT_NE(environment.out.find("HAAT_SERVER_MAX_UPLOAD: /max_upload is wrong"), std::string::npos)
      << environment.out;
}

// The policy and the providers are taken over while the server serves; of a file with a fault
// nothing is.
TEST(Configuration, SighupTakesOverPolicyAndProviders) {
  const Scratch scratch;
  const auto configure = [&](const std::string& text) { return scratch.write("haat.json", text); };
  const std::string folder = scratch.write("courses/readme.txt", "none").parent_path().string();
  const auto file = configure("{}");
  Marketplace market({"--config", file.string()});
  const auto reload = [&](const char* until) {
    ::kill(market.server().process(), SIGHUP);
    return comes_true([&] { return market.server().log().find(until) != std::string::npos; });
  };
  const auto providers = [&] {
    return Json::parse(market.get("/api/v1/providers", "admin").body)["providers"];
  };
  const std::string id = market.submit(market.package());
  configure(R"({"policy": {"approvals": 2}, "max_upload": 7, "providers": [{"id": "drop",
    "library": "folder.so", "settings": {"folder": ")" +
            folder + R"("}, "readable": [")" + folder + R"("]}]})");
  ASSERT_TRUE(reload("reloaded; max_upload will count after a restart"));
  market.assess(id, "cura");
  const Answer alone = market.post("/api/v1/submissions/" + id + "/accept", "cura", "{}");
  EXPECT_EQ(alone.status, 409) << alone.body;
  EXPECT_TRUE(comes_true([&] {
    return providers().size() == 1 && providers()[0]["state"] == "running";
  })) << providers().dump();

  configure(R"({"policy": {"approvals": 99}, "providers": []})");
  ASSERT_TRUE(reload("not reloaded"));
  EXPECT_EQ(providers().size(), 1u);

  configure(R"({"providers": []})");
  ASSERT_TRUE(reload("reloaded\n"));
  EXPECT_TRUE(providers().empty());
  const Answer now = market.post("/api/v1/submissions/" + id + "/accept", "cura", "{}");
  EXPECT_EQ(now.status, 200) << now.body;
}

}  // namespace
}  // namespace haat::test
