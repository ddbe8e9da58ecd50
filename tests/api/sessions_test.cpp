#include <gtest/gtest.h>

#include "core/json/json.hpp"
#include "tests/api/database.hpp"
#include "tests/api/marketplace.hpp"

namespace haat::test {
namespace {

class Sessions : public testing::Test {
 protected:
  Answer set(const std::string& who, const std::string& password, const std::string& current = "") {
    Json body{{"password", password}};
    if (!current.empty()) body["current"] = current;
    return market.post("/api/v1/me/password", who, body.dump());
  }
  Answer sign_in(const std::string& name, const std::string& password,
                 const std::string& peer = "192.0.2.1") {
    Call call =
        post_json("/api/v1/sessions", "", Json{{"name", name}, {"password", password}}.dump());
    call.headers["X-Forwarded-For"] = peer;
    return market.ask(call);
  }
  Answer me(const std::string& token) {
    return market.ask(
        {.target = "/api/v1/me", .token = token, .body = {}, .type = {}, .headers = {}});
  }

  const std::string good = "a horse, a kingdom";
  Marketplace market;
};

TEST_F(Sessions, BeginWithAPassword) {
  EXPECT_EQ(sign_in("asha", good).problem(), "password-wrong") << "she has none yet";
  EXPECT_EQ(set("asha", "too short").status, 400);
  market.give_token("asha", "ci", R"({"name":"ci","scopes":["me:write"]})");
  EXPECT_EQ(set("ci", good).problem(), "scope-missing") << "or it would open a better one";
  ASSERT_EQ(set("asha", good).status, 200);
  const Answer answer = sign_in("asha", good);
  ASSERT_EQ(answer.status, 201) << answer.body;
  const Json session = Json::parse(answer.body);
  EXPECT_EQ(session["access"]["name"], "session");
  EXPECT_FALSE(session["access"]["expires_at"].is_null());
  EXPECT_EQ(Json::parse(me(session["token"]).body)["name"], "asha");
  // Neither the password nor its hash is anywhere in sight.
  for (const std::string& text :
       {market.get("/api/v1/audit?limit=200", "admin").body, market.server().log()}) {
    EXPECT_EQ(text.find("kingdom"), std::string::npos);
    EXPECT_EQ(text.find("argon2"), std::string::npos);
  }
  // Another password takes the one so far, and ends what it opened.
  EXPECT_EQ(set("asha", "another, longer one").problem(), "password-wrong");
  EXPECT_EQ(set("asha", "another, longer one", "wrong").status, 403);
  EXPECT_EQ(set("asha", "another, longer one", good).status, 200);
  EXPECT_EQ(me(session["token"]).problem(), "token-revoked");
  EXPECT_EQ(market.get("/api/v1/me", "asha").status, 200) << "other tokens go on";
  EXPECT_EQ(sign_in("asha", good).problem(), "password-wrong");
}

TEST_F(Sessions, TellNobodyWhichNamesThereAre) {
  ASSERT_EQ(set("asha", good).status, 200);
  const Answer wrong = sign_in("asha", "wrong");
  const Answer without = sign_in("bina", "wrong");
  const Answer nobody = sign_in("no-such-name", "wrong");
  EXPECT_EQ(wrong.status, 401);
  EXPECT_EQ(wrong.body, without.body);
  EXPECT_EQ(wrong.body, nobody.body);
  for (const char* name : {"asha", "no-such-name"}) {
    for (int i = 1; i < 6; ++i) EXPECT_EQ(sign_in(name, "wrong").status, 401) << name << i;
    EXPECT_EQ(sign_in(name, "wrong").problem(), "sign-in-throttled") << name;
  }
}

TEST_F(Sessions, WaitLongerAfterEachWrongPassword) {
  ASSERT_EQ(set("asha", good).status, 200);
  for (int i = 0; i < 6; ++i) EXPECT_EQ(sign_in("asha", "wrong").status, 401) << i;
  const Answer wait = sign_in("asha", good);
  EXPECT_EQ(wait.status, 429) << "not even the right one is looked at";
  const int seconds = std::stoi(wait.header("Retry-After"));
  EXPECT_GE(seconds, 1);
  EXPECT_LE(seconds, 8);
  EXPECT_EQ(market.get("/api/v1/me", "asha").status, 200) << "a token is not kept waiting";
}

// From one place, other names do not help; another place is not kept waiting for it.
TEST_F(Sessions, WaitLongerAfterManyWrongPasswordsFromOnePlace) {
  const auto now =
      std::chrono::time_point_cast<std::chrono::seconds>(std::chrono::system_clock::now());
  ASSERT_TRUE(
      open_database(market.server().data())
          ->run("INSERT INTO sign_in_failures VALUES('peer:192.0.2.7', 20, ?)", to_rfc3339(now)));
  EXPECT_EQ(sign_in("name1", "wrong", "192.0.2.7").status, 401);
  EXPECT_EQ(sign_in("name2", "wrong", "192.0.2.7").problem(), "sign-in-throttled");
  EXPECT_EQ(sign_in("name2", "wrong", "192.0.2.8").status, 401);
}

TEST_F(Sessions, OfWhoeverWasRemovedDoNotBegin) {
  market.join("anu", "author", "asha");
  ASSERT_EQ(set("anu", good).status, 200);
  ASSERT_EQ(sign_in("anu", good).status, 201);
  ASSERT_EQ(
      market.ask({"DELETE", "/api/v1/partners/asha/members/anu", market.token("asha"), "", "", {}})
          .status,
      200);
  EXPECT_EQ(sign_in("anu", good).problem(), "password-wrong");
}

}  // namespace
}  // namespace haat::test
