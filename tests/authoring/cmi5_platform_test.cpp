#include "sdk/authoring/preview/cmi5_platform.hpp"

#include <gtest/gtest.h>

#include "core/json/json.hpp"
#include "sdk/authoring/preview/cmi5_session.hpp"

namespace haat {
namespace {

const std::string unit_id = "https://example.org/unit";
const std::string origin = "http://127.0.0.1:1";

// The value of a parameter of an address; only '%' and two digits are escapes.
std::string parameter(const std::string& address, const std::string& name) {
  const auto at = address.find(name + "=");
  const auto text = address.substr(at + name.size() + 1);
  std::string plain;
  for (std::size_t i = 0; i < text.size() && text[i] != '&'; ++i)
    if (text[i] == '%') {
      plain += static_cast<char>(std::stoi(text.substr(i + 1, 2), nullptr, 16));
      i += 2;
    } else {
      plain += text[i];
    }
  return plain;
}

class Platform : public testing::Test {
 protected:
  void SetUp() override { launch("Normal"); }

  Cmi5Platform::Answer ask(const std::string& method, const std::string& resource,
                           const std::map<std::string, std::string>& query = {},
                           const std::string& body = "") {
    return platform_.answer({.method = method,
                             .resource = resource,
                             .query = query,
                             .origin = origin,
                             .authorization = authorization_,
                             .version = "1.0.3",
                             .if_match = "",
                             .if_none_match = "",
                             .body = body});
  }

  void launch(const std::string& mode) {
    const auto launched = ask("POST", "launch", {}, Json{{"unit", unit_id}, {"mode", mode}}.dump());
    address_ = Json::parse(launched.body)["address"];
    actor_ = Json::parse(parameter(address_, "actor"));
    const auto key = parameter(address_, "fetch");
    fetched_ = {{"key", key.substr(key.find("key=") + 4)}};
    authorization_ =
        "Basic " +
        Json::parse(ask("POST", "fetch", fetched_).body)["auth-token"].get<std::string>();
    data_ = Json::parse(ask("GET", "lrs/activities/state", state("LMS.LaunchData")).body);
    ask("GET", "lrs/agents/profile",
        {{"agent", actor_.dump()}, {"profileId", "cmi5LearnerPreferences"}});
  }

  std::map<std::string, std::string> state(const std::string& id) const {
    return {{"stateId", id},
            {"agent", actor_.dump()},
            {"activityId", parameter(address_, "activityId")},
            {"registration", parameter(address_, "registration")}};
  }

  Json statement(const std::string& verb) {
    Json context = data_["contextTemplate"];
    context["registration"] = parameter(address_, "registration");
    auto& category = context["contextActivities"]["category"] = Json::array();
    category.push_back({{"id", "https://w3id.org/xapi/cmi5/context/categories/cmi5"}});
    if (verb == "completed" || verb == "passed" || verb == "failed")
      category.push_back({{"id", "https://w3id.org/xapi/cmi5/context/categories/moveon"}});
    const std::string number = std::to_string(100000000000 + ++made_);
    return {{"id", "11111111-1111-4111-8111-" + number},
            {"timestamp", "2026-01-01T00:00:00.000Z"},
            {"actor", actor_},
            {"verb", {{"id", "http://adlnet.gov/expapi/verbs/" + verb}}},
            {"object", {{"id", parameter(address_, "activityId")}}},
            {"context", context}};
  }

  // The requirement that is said to be broken; "" where the statement was taken.
  std::string broken_by(const Json& sent) {
    const auto answer =
        ask("PUT", "lrs/statements", {{"statementId", sent.value("id", "")}}, sent.dump());
    if (answer.status == 204) return "";
    const Json told = Json::parse(answer.body);
    EXPECT_EQ(answer.status, 403) << answer.body;
    EXPECT_FALSE(told.value("error", "").empty()) << answer.body;
    return told.value("requirement", "");
  }

  Json scored(const std::string& verb, double scaled) {
    Json sent = statement(verb);
    sent["result"]["score"]["scaled"] = scaled;
    sent["context"]["extensions"]["https://w3id.org/xapi/cmi5/context/extensions/masteryscore"] =
        0.75;
    return sent;
  }

  Json standing() { return Json::parse(ask("GET", "events").body)["units"][unit_id]; }

  Cmi5Platform platform_{{{.id = unit_id,
                           .path = "a b/unit.html",
                           .query = "page=1",
                           .move_on = "CompletedAndPassed",
                           .mastery_score = "0.75",
                           .launch_parameters = "x",
                           .entitlement_key = "k"}}};
  std::string address_, authorization_;
  std::map<std::string, std::string> fetched_;
  Json actor_, data_;
  int made_ = 0;
};

TEST_F(Platform, LaunchesWithAllThatTheStandardAsksFor) {
  EXPECT_TRUE(address_.starts_with(origin + "/course/a%20b/unit.html?page=1&endpoint="))
      << address_;
  EXPECT_NE(parameter(address_, "activityId"), unit_id);
  EXPECT_EQ(data_["launchMode"], "Normal");
  EXPECT_EQ(data_["moveOn"], "CompletedAndPassed");
  EXPECT_EQ(data_["masteryScore"], 0.75);
  EXPECT_EQ(data_["launchParameters"], "x");
  EXPECT_EQ(data_["entitlementKey"]["courseStructure"], "k");
  EXPECT_EQ(data_["contextTemplate"]["contextActivities"]["grouping"][0]["id"], unit_id);
}

TEST_F(Platform, TheTokenIsHadOnceAndEverythingAsksForIt) {
  const Json again = Json::parse(ask("POST", "fetch", fetched_).body);
  EXPECT_EQ(again["error-code"], "1");
  EXPECT_FALSE(again.contains("auth-token"));
  authorization_ = "Basic guessed";
  EXPECT_EQ(ask("GET", "lrs/activities/state", state("LMS.LaunchData")).status, 401);
  authorization_.clear();
  EXPECT_EQ(ask("PUT", "lrs/statements").status, 401);
}

TEST_F(Platform, ASessionGoesFromInitializedToTerminated) {
  EXPECT_EQ(broken_by(statement("completed")), "9.3.0.0-4 (d2)");
  EXPECT_EQ(broken_by(statement("initialized")), "");
  EXPECT_EQ(broken_by(statement("initialized")), "9.3.0.0-2 (d)");
  EXPECT_EQ(broken_by(statement("completed")), "");
  EXPECT_EQ(standing()["satisfied"], false);
  EXPECT_EQ(broken_by(scored("failed", 0.9)), "9.3.5.0-2 (d)");
  EXPECT_EQ(broken_by(scored("passed", 0.5)), "9.3.4.0-2 (d2)");
  EXPECT_EQ(broken_by(scored("passed", 0.75)), "");
  EXPECT_EQ(broken_by(scored("failed", 0.1)), "9.3.0.0-3 (d)");
  EXPECT_EQ(standing()["satisfied"], true);
  EXPECT_EQ(standing()["score"], 0.75);
  EXPECT_EQ(broken_by(statement("terminated")), "");
  EXPECT_EQ(broken_by(statement("completed")), "9.3.0.0-5 (d2)");
}

TEST_F(Platform, OneRegistrationHearsOfACompletionAndAPassOnce) {
  for (const char* verb : {"initialized", "completed", "passed", "terminated"})
    EXPECT_EQ(broken_by(statement(verb)), "") << verb;
  launch("Normal");
  EXPECT_EQ(broken_by(statement("initialized")), "");
  EXPECT_EQ(broken_by(statement("completed")), "9.3.0.0-6 (d2)");
  EXPECT_EQ(broken_by(statement("passed")), "9.3.0.0-7 (d2)");
  EXPECT_EQ(broken_by(statement("failed")), "9.3.0.0-8 (d)");
  ask("POST", "anew");
  EXPECT_TRUE(standing().is_null());
}

TEST_F(Platform, WhoOnlyLooksInSatisfiesNothing) {
  launch("Browse");
  EXPECT_EQ(broken_by(statement("initialized")), "");
  EXPECT_EQ(broken_by(statement("completed")), "10.2.2.0-2 (d)");
  launch("Review");
  EXPECT_EQ(broken_by(statement("initialized")), "");
  EXPECT_EQ(broken_by(statement("passed")), "10.2.2.0-3 (d)");
}

TEST_F(Platform, EachBrokenStatementNamesItsRequirement) {
  EXPECT_EQ(broken_by(statement("initialized")), "");
  struct {
    const char* path;
    Json value;
    const char* requirement;
  } const cases[] = {
      {"/id", "1", "9.1.0.0-1 (d)"},
      {"/actor", Json{{"account", {{"name", "other"}}}}, "8.1.3.0-3 (d)"},
      {"/timestamp", nullptr, "9.7.0.0-1 (d)"},
      {"/timestamp", "2026-01-01T00:00:00+05:30", "9.7.0.0-2 (d)"},
      {"/context/registration", "x", "8.1.4.0-3 (d)"},
      {"/context/extensions", Json::object(), "9.6.3.1-4 (d)"},
      {"/object/id", unit_id, "8.1.5.0-6 (d)"},
      {"/context/contextActivities/grouping", Json::array(), "9.6.2.0-1 (d)"},
      {"/verb/id", "http://adlnet.gov/expapi/verbs/voided", "9.3.0.0-1"},
      {"/context/contextActivities/category/1/id", "https://example.org", "9.6.2.2-1 (d1)"},
      {"/context/contextActivities/category/0/id", "https://example.org", "9.6.2.2-2 (d)"},
  };
  for (const auto& one : cases) {
    Json sent = statement("completed");
    sent[Json::json_pointer(one.path)] = one.value;
    EXPECT_EQ(broken_by(sent), one.requirement) << one.path;
  }
  EXPECT_EQ(standing()["completed"], false);
}

TEST_F(Platform, ManyStatementsAreTakenTogetherOrNotAtAll) {
  const Json first = statement("initialized");
  const auto post = [&](const Json& all) {
    return ask("POST", "lrs/statements", {}, all.dump()).status;
  };
  EXPECT_EQ(post({first, statement("initialized")}), 403);
  EXPECT_EQ(post({first, statement("completed")}), 200);
  EXPECT_EQ(post({first, statement("terminated")}), 200) << "one that is there already is no error";
  Json other = first;
  other["timestamp"] = "2026-01-02T00:00:00Z";
  EXPECT_EQ(post({other}), 409);
  const Json listed = Json::parse(
      ask("GET", "lrs/statements", {{"verb", "http://adlnet.gov/expapi/verbs/completed"}}).body);
  EXPECT_EQ(listed["statements"].size(), 1u);
}

TEST_F(Platform, KeepsDocumentsButNotOverItsOwn) {
  EXPECT_EQ(ask("GET", "lrs/activities/state", state("mine")).status, 404);
  EXPECT_EQ(ask("PUT", "lrs/activities/state", state("mine"), "{\"a\":1}").status, 204);
  EXPECT_EQ(ask("POST", "lrs/activities/state", state("mine"), "{\"b\":2}").status, 204);
  EXPECT_EQ(ask("GET", "lrs/activities/state", state("mine")).body, "{\"a\":1,\"b\":2}");
  EXPECT_EQ(Json::parse(ask("GET", "lrs/activities/state", state("")).body),
            Json::array({"LMS.LaunchData", "mine"}));
  EXPECT_EQ(ask("PUT", "lrs/activities/state", state("LMS.LaunchData"), "{}").status, 403);
  EXPECT_EQ(ask("DELETE", "lrs/activities/state", state("mine")).status, 204);
  EXPECT_EQ(ask("GET", "lrs/activities/state", state("mine")).status, 404);
}

TEST_F(Platform, HasRoomForSoMuchOnly) {
  const std::string large(cmi5_body_size, 'x');
  int taken = 0;
  while (
      taken < 100 &&
      ask("PUT", "lrs/activities/state", state("large " + std::to_string(taken)), large).status ==
          204)
    ++taken;
  EXPECT_GT(taken, 20);
  EXPECT_LT(taken, 40);
}

TEST_F(Platform, NonsenseIsAnsweredAndHarmsNothing) {
  const std::string deep(200'000, '[');
  for (const std::string& body : {std::string(), std::string("{"), std::string("null"),
                                  std::string("[1,\"x\",null]"), deep, std::string("\xff")}) {
    EXPECT_GE(ask("POST", "lrs/statements", {}, body).status, 400);
    EXPECT_GE(ask("PUT", "lrs/statements", {{"statementId", ""}}, body).status, 400);
    EXPECT_GE(ask("POST", "launch", {}, body).status, 400);
  }
  EXPECT_EQ(ask("POST", "lrs/statements", {}, "[]").status, 200);
  EXPECT_EQ(ask("GET", "lrs/nothing").status, 404);
  EXPECT_EQ(broken_by(statement("initialized")), "");
}

}  // namespace
}  // namespace haat
