#include <gtest/gtest.h>

#include "core/json/json.hpp"
#include "tests/api/database.hpp"
#include "tests/api/marketplace.hpp"

namespace haat::test {
namespace {

// Somebody forgot their password, and an admin gives them a code.
class PasswordResets : public testing::Test {
 protected:
  std::string code_for(const std::string& who) {
    const Answer answer = market.post("/api/v1/accounts/" + who + "/password-resets", "admin", "");
    EXPECT_EQ(answer.status, 201) << answer.body;
    return Json::parse(answer.body)["code"];
  }
  Answer reset(const std::string& name, const std::string& code, const std::string& password,
               const std::string& peer = "192.0.2.1") {
    Call call = post_json("/api/v1/password-resets", "",
                          Json{{"name", name}, {"code", code}, {"password", password}}.dump());
    call.headers["X-Forwarded-For"] = peer;
    return market.ask(call);
  }
  Answer sign_in(const std::string& name, const std::string& password) {
    Call call =
        post_json("/api/v1/sessions", "", Json{{"name", name}, {"password", password}}.dump());
    call.headers["X-Forwarded-For"] = "192.0.2.1";
    return market.ask(call);
  }
  Answer me(const std::string& token) {
    return market.ask(
        {.target = "/api/v1/me", .token = token, .body = {}, .type = {}, .headers = {}});
  }

  const std::string first = "a horse, a kingdom", second = "two horses, no kingdom";
  Marketplace market;
};

TEST_F(PasswordResets, EndSessionsAndAreGoodOnce) {
  ASSERT_EQ(market.post("/api/v1/me/password", "asha", Json{{"password", first}}.dump()).status,
            200);
  const std::string session = Json::parse(sign_in("asha", first).body)["token"];
  EXPECT_EQ(market.post("/api/v1/accounts/asha/password-resets", "cura", "").problem(),
            "role-not-allowed");
  EXPECT_EQ(market.post("/api/v1/accounts/nobody/password-resets", "admin", "").problem(),
            "account-unknown");
  const std::string code = code_for("asha");
  EXPECT_EQ(me(session).status, 200) << "nothing has changed yet";
  EXPECT_EQ(reset("asha", code, "short").status, 400);
  ASSERT_EQ(reset("asha", code, second).status, 200);
  EXPECT_EQ(me(session).problem(), "token-revoked");
  EXPECT_EQ(sign_in("asha", first).problem(), "password-wrong");
  EXPECT_EQ(sign_in("asha", second).status, 201);
  EXPECT_EQ(reset("asha", code, first).problem(), "code-unknown") << "it is used up";
  EXPECT_EQ(sign_in("asha", second).status, 201);
  // The log says who did what, and neither it nor the server's own says a code.
  const std::string audit = market.get("/api/v1/audit?limit=200", "admin").body;
  EXPECT_NE(audit.find("password_reset.created"), std::string::npos);
  EXPECT_NE(audit.find("\"password.reset\""), std::string::npos);
  for (const std::string& text : {audit, market.server().log()})
    EXPECT_EQ(text.find(code), std::string::npos);
}

TEST_F(PasswordResets, AreForOneAccountAndOneDay) {
  const std::string older = code_for("asha");
  const std::string code = code_for("asha");
  EXPECT_EQ(reset("asha", older, first).problem(), "code-unknown") << "another took its place";
  EXPECT_EQ(reset("bina", code, first).problem(), "code-unknown");
  const Answer invitation = market.post("/api/v1/accounts/asha/invitations", "admin", "");
  ASSERT_EQ(invitation.status, 201);
  EXPECT_EQ(reset("asha", Json::parse(invitation.body)["code"], first).problem(), "code-unknown")
      << "it is good for something else";
  ASSERT_TRUE(open_database(market.server().data())
                  ->run("UPDATE one_time_codes SET expires_at = '2001-01-01T00:00:00Z'"));
  EXPECT_EQ(reset("asha", code, first).problem(), "code-unknown");
}

TEST_F(PasswordResets, ArePassedToNobodyWhoIsSuspended) {
  const std::string code = code_for("asha");
  ASSERT_EQ(market.post("/api/v1/accounts/asha/suspend", "admin", R"({"reason":"away"})").status,
            200);
  EXPECT_EQ(reset("asha", code, first).problem(), "account-suspended");
  EXPECT_EQ(market.get("/api/v1/me", "asha").problem(), "account-suspended");
  EXPECT_EQ(market.post("/api/v1/accounts/asha/password-resets", "admin", "").problem(),
            "account-suspended");
  ASSERT_EQ(market.post("/api/v1/accounts/asha/resume", "admin", "").status, 200);
  EXPECT_EQ(market.get("/api/v1/me", "asha").status, 200);
  EXPECT_EQ(reset("asha", code, first).status, 200) << "the refusal did not use it up";
}

TEST_F(PasswordResets, WaitLongerAfterEachWrongCode) {
  const std::string code = code_for("asha");
  for (int i = 0; i < 6; ++i) EXPECT_EQ(reset("asha", "wrong", first).problem(), "code-unknown");
  EXPECT_EQ(reset("asha", code, first).problem(), "sign-in-throttled");
  EXPECT_EQ(sign_in("asha", first).problem(), "sign-in-throttled") << "they are counted together";
  EXPECT_EQ(reset("no-such-name", "wrong", first, "192.0.2.9").problem(), "code-unknown");
}

// A suspended account's password is right and opens nothing.
TEST_F(PasswordResets, ASuspendedAccountDoesNotSignIn) {
  ASSERT_EQ(market.post("/api/v1/me/password", "asha", Json{{"password", first}}.dump()).status,
            200);
  ASSERT_EQ(market.post("/api/v1/accounts/asha/suspend", "admin", R"({"reason":"away"})").status,
            200);
  EXPECT_EQ(sign_in("asha", first).problem(), "account-suspended");
  EXPECT_EQ(sign_in("asha", second).problem(), "password-wrong") << "who guesses is told nothing";
  EXPECT_EQ(market.post("/api/v1/accounts/admin/suspend", "admin", R"({"reason":"x"})").problem(),
            "account-own");
}

}  // namespace
}  // namespace haat::test
