#include <gtest/gtest.h>
#include <stdlib.h>

#include <algorithm>

#include "core/json/json.hpp"
#include "marketplace-server/configuration/configuration.hpp"
#include "marketplace-server/configuration/members.hpp"
#include "tests/api/marketplace.hpp"
#include "tests/api/server_process.hpp"
#include "tests/unit/scratch.hpp"

namespace haat::test {
namespace {

// A variable of the environment that is there for a while.
class Variable {
 public:
  Variable(const char* name, const char* value) : name_(name) { ::setenv(name, value, 1); }
  ~Variable() { ::unsetenv(name_); }
  Variable(const Variable&) = delete;
  Variable& operator=(const Variable&) = delete;

 private:
  const char* name_;
};

TEST(Configuration, OptionsWinOverTheEnvironmentAndThatOverTheFile) {
  const Scratch scratch;
  const auto file = scratch.write("etc/haat.json", R"({"listen": "127.0.0.1:1", "data": "kept",
    "max_upload": 5, "policy": "policy.json", "admin_email": "a@example.org"})");
  const auto read = server::read_configuration(
      {.file = file,
       .environment = {{"listen", "127.0.0.1:2"}, {"admin_email", "b@example.org"}},
       .options = {{"listen", "127.0.0.1:3"}, {"providers", "some.json"}}});
  EXPECT_TRUE(read.faults.empty()) << read.faults.front().message;
  const server::Settings& settings = read.settings;
  EXPECT_EQ(settings.listen, "127.0.0.1:3");
  EXPECT_EQ(settings.admin_email, "b@example.org");
  EXPECT_EQ(settings.data, scratch / "etc/kept");  // relative to the file
  EXPECT_EQ(settings.policy, scratch / "etc/policy.json");
  EXPECT_EQ(settings.providers, "some.json");  // relative to where the server starts
  EXPECT_EQ(settings.max_upload, 5u);
}

TEST(Configuration, WhatIsLeftOutIsWhatTheSchemaSays) {
  Json defaults = Json::object();
  const Json schema = Json::parse(server::configuration_schema());
  for (const auto& [member, rule] : schema["properties"].items())
    if (rule.contains("default")) defaults[member] = rule["default"];
  const auto valid = validate_json(defaults, server::configuration_schema(), "the defaults");
  EXPECT_TRUE(valid.has_value()) << valid.error().message;
  const auto read = server::read_configuration({});
  EXPECT_TRUE(read.faults.empty());
  EXPECT_EQ(read.settings.listen, "127.0.0.1:8080");
  EXPECT_EQ(read.settings.max_upload, 2147483648u);
  EXPECT_EQ(read.settings.worker, "");
}

TEST(Configuration, CheckTellsEachFaultWithItsPlace) {
  const Scratch scratch;
  scratch.write("policy.json", R"({"quarantine": ["no-such-rule"]})");
  scratch.write("providers.json", R"({"providers": [{"id": "acme", "library": "/nowhere/a.so"}]})");
  scratch.write("terms.json", R"({"id": "campus", "version": "1", "terms": [{"id": "CID01"}]})");
  const std::string file =
      scratch.write("haat.json", R"({"listen": "nowhere", "max-uplaod": 5, "colour": "red",
    "max_upload": 0, "policy": "policy.json", "providers": "providers.json",
    "dictionary": "terms.json", "public_url": "https://me:secret@example.org"})");
  const Ended ended = run_server({"config", "check", file});
  EXPECT_EQ(ended.code, 1);
  const std::string folder = scratch.path().string();
  EXPECT_EQ(
      ended.out,
      file +
          ": there is no member \"colour\"; haat-server config manual tells which there are "
          "[config-invalid]\n" +
          file +
          ": there is no member \"max-uplaod\"; did you mean \"max_upload\"? "
          "[config-invalid]\n" +
          file +
          ": /max_upload is wrong; it should be a number of bytes: the largest package that "
          "is taken (Expected number greater than or equal to 1.000000) [config-invalid]\n" +
          file +
          ": /public_url is wrong; it should be an address such as "
          "https://marketplace.example: how clients reach the server, for the links in its "
          "feeds; left out, as each of them does [config-invalid]\n"
          "\"nowhere\" is not an address to listen on; write HOST:PORT [address-invalid]\n" +
          folder +
          "/policy.json: /quarantine names the rule \"no-such-rule\", which does not "
          "exist [policy-invalid]\n" +
          folder +
          "/terms.json: the competency dictionary cannot be used: the dictionary: /terms/0 is "
          "wrong (it lacks the member \"name\") [dictionary-invalid]\n"
          "provider acme: there is no library /nowhere/a.so; write where it is "
          "[provider-file-missing]\n");
  EXPECT_EQ(ended.err, "");
  const Ended started = run_server({"--config", file});  // what check finds, a start refuses
  EXPECT_EQ(started.code, 3);
  EXPECT_NE(started.err.find("did you mean \"max_upload\"?"), std::string::npos) << started.err;
  EXPECT_EQ(scratch.files(), 4u) << "neither makes anything";
}

TEST(Configuration, AFolderCannotBeRead) {
  const Scratch scratch;
  std::filesystem::create_directory(scratch / "folder");
  for (const char* option : {"--config", "--policy", "--providers", "--dictionary"}) {
    SCOPED_TRACE(option);
    const Ended ended = run_server({option, scratch / "folder", "--data", scratch / "data"});
    EXPECT_EQ(ended.code, 3);
    EXPECT_TRUE(ended.err.starts_with("haat-server: cannot read ")) << ended.err;
    EXPECT_NE(ended.err.find("unreadable]\n"), std::string::npos) << ended.err;
  }
  EXPECT_FALSE(std::filesystem::exists(scratch / "data"));
}

TEST(Configuration, TheDictionarySaysWhatCoursesMayBeTaggedWith) {
  const Scratch scratch;
  const std::string file =
      scratch.write("terms.json", R"({"id": "campus", "version": "7", "terms": [
    {"id": "COMTHEME-000077", "name": {"en": "Safety"}},
    {"id": "COMSUBTHEME-000777", "parent": "COMTHEME-000077", "name": {"en": "Safety at sea"}}]})");
  Marketplace market({"--dictionary", file});
  const Answer unknown = market.ask(upload(market.token("asha"), market.package()));
  EXPECT_EQ(unknown.status, 422);
  EXPECT_NE(unknown.body.find("is not in the dictionary campus 7"), std::string::npos)
      << unknown.body;
  market.accept(market.submit(market.package({.competency = "COMSUBTHEME-000777"})));
  const Json found =
      Json::parse(market.get("/api/v1/courses?theme=COMTHEME-000077&facets=all").body);
  EXPECT_EQ(found["courses"].size(), 1u);
  EXPECT_EQ(found["facets"]["theme"][0]["name"]["en"], "Safety");
}

TEST(Configuration, CheckOfWhatIsFineAndOfWhatIsNone) {
  const Scratch scratch;
  const auto check = [&](const char* text) {
    return run_server({"config", "check", scratch.write("haat.json", text).string()});
  };
  EXPECT_EQ(check(R"({"listen": "[::1]:80"})").out, "nothing is wrong\n");
  EXPECT_EQ(check("{}").code, 0);
  EXPECT_NE(check("[]").out.find("is no JSON object [config-invalid]"), std::string::npos);
  EXPECT_NE(check(R"({"data": "a", "data": "b"})").out.find("[config-invalid]"), std::string::npos);
  const Ended gone = run_server({"config", "check", (scratch / "gone.json").string()});
  EXPECT_EQ(gone.code, 1);
  EXPECT_NE(gone.out.find("[config-unreadable]"), std::string::npos);
  for (const std::vector<std::string>& words :
       std::vector<std::vector<std::string>>{{"config"}, {"config", "check"}, {"config", "shows"}})
    EXPECT_EQ(run_server(words).code, 2);
}

TEST(Configuration, ShowTellsWhereEachComesFromAndHidesSecrets) {
  const Scratch scratch;
  const std::string file =
      scratch.write("haat.json", R"({"data": "/srv/haat", "key_passphrase": "first"})").string();
  const Variable passphrase("HAAT_KEY_PASSPHRASE", "sesame");
  const Variable size("HAAT_SERVER_MAX_UPLOAD", "7");
  const Variable empty("HAAT_SERVER_WORKER", "");
  const Variable of_an_orchestrator("HAAT_SERVER_PORT", "tcp://10.0.0.1:80");
  const Ended ended = run_server({"config", "show", "--config", file, "--listen", "127.0.0.1:9"});
  EXPECT_EQ(ended.code, 0) << ended.err;
  const Json shown = Json::parse(ended.out);
  EXPECT_EQ(shown.size(), server::members().size());
  EXPECT_EQ(shown["data"], (Json{{"value", "/srv/haat"}, {"from", file}}));
  EXPECT_EQ(shown["listen"], (Json{{"value", "127.0.0.1:9"}, {"from", "--listen"}}));
  EXPECT_EQ(shown["max_upload"], (Json{{"value", 7}, {"from", "HAAT_SERVER_MAX_UPLOAD"}}));
  EXPECT_EQ(shown["worker"], (Json{{"value", nullptr}, {"from", "default"}}));
  EXPECT_EQ(shown["key_passphrase"],
            (Json{{"value", "(hidden)"}, {"from", "HAAT_KEY_PASSPHRASE"}}));
  EXPECT_EQ(ended.out.find("sesame"), std::string::npos);
}

TEST(Configuration, AFaultIsToldByTheNameThatWasUsed) {
  const Variable variable("HAAT_SERVER_MAX_UPLOAD", "much");
  const Ended started = run_server({});
  EXPECT_EQ(started.code, 3);
  EXPECT_NE(started.err.find("HAAT_SERVER_MAX_UPLOAD: /max_upload is wrong; it should be a number"),
            std::string::npos)
      << started.err;
  EXPECT_EQ(run_server({"--public-url", "marketplace.example"}).code, 2);
  EXPECT_EQ(run_server({"--key-passphrase", "sesame"}).code, 2) << "a secret has no option";
}

TEST(Configuration, AServerStartsFromItsFile) {
  const Scratch scratch;
  const std::string file =
      scratch.write("haat.json", R"({"max_upload": 1000, "key_passphrase": "sesame"})").string();
  {
    ServerProcess server(scratch / "data", {"--config", file});
    EXPECT_EQ(server.stop(), 0);
  }
  const Ended without =
      run_server({"--data", (scratch / "data").string(), "--listen", "127.0.0.1:0"});
  EXPECT_EQ(without.code, 3) << "its keys are sealed";
}

}  // namespace
}  // namespace haat::test
