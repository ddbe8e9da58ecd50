#include <gtest/gtest.h>

#include <regex>

#include "core/json/json.hpp"
#include "marketplace-server/auth/scope.hpp"
#include "marketplace-server/auth/token.hpp"
#include "tests/api/marketplace.hpp"

namespace haat::test {
namespace {

TEST(Tokens, HaveTheFormThatScannersKnow) {
  const std::regex form("haat_[0-9A-Za-z]{49}");
  const std::string token = server::new_token();
  EXPECT_TRUE(std::regex_match(token, form)) << token;
  EXPECT_NE(token, server::new_token());
  EXPECT_TRUE(server::well_formed(token));
  std::string mistyped = token;
  mistyped[20] = mistyped[20] == 'a' ? 'b' : 'a';
  EXPECT_FALSE(server::well_formed(mistyped));
  EXPECT_FALSE(server::well_formed(token.substr(0, 53)));
  EXPECT_FALSE(server::well_formed("haat_"));
  EXPECT_FALSE(server::well_formed(""));
  EXPECT_TRUE(server::well_formed("haat_" + std::string(64, 'a')))
      << "as earlier servers made them";
  // CRC-32 as in zlib, in base 62, computed by another program.
  EXPECT_TRUE(server::well_formed("haat_" + std::string(43, '0') + "2CZclj"));
  EXPECT_TRUE(server::well_formed("haat_HaatHaatHaatHaatHaatHaatHaatHaatHaatHaatabc0P1McE"));
}

TEST(Tokens, HaveTheScopesOfTheTable) {
  const auto scopes = server::all_scopes();
  for (const char* scope : {"read", "submissions:write", "tokens:write", "accounts:write"})
    EXPECT_TRUE(server::covers(scopes, scope)) << scope;
  EXPECT_FALSE(server::covers(scopes, "health:write"));
  EXPECT_TRUE(server::covers({server::every_scope}, "what-comes-later:write"));
  EXPECT_FALSE(server::covers({}, "read"));
}

class TokensOfPeople : public testing::Test {
 protected:
  Answer make(const std::string& who, const Json& body) {
    return market.post("/api/v1/tokens", who, body.dump());
  }
  Json listed(const std::string& who) {
    return Json::parse(market.get("/api/v1/tokens", who).body)["tokens"];
  }
  Answer revoke(const std::string& id, const std::string& who) {
    return market.ask({"DELETE", "/api/v1/tokens/" + id, market.token(who), "", "", {}});
  }

  Marketplace market;
};

TEST_F(TokensOfPeople, AreShownOnceAndListedWithoutThemselves) {
  const Answer made = make("asha", {{"name", "ci"}, {"scopes", {"read"}}, {"days", 1}});
  ASSERT_EQ(made.status, 201) << made.body;
  const Json answer = Json::parse(made.body);
  const std::string token = answer["token"];
  EXPECT_TRUE(server::well_formed(token));
  const Json all = listed("asha");
  ASSERT_EQ(all.size(), 2u);
  EXPECT_EQ(all[0]["id"], answer["access"]["id"]);
  EXPECT_EQ(all[0]["scopes"], Json({"read"}));
  EXPECT_TRUE(all[0]["last_used_at"].is_null());
  EXPECT_EQ(all[1]["name"], "first");
  EXPECT_FALSE(all[1]["last_used_at"].is_null());
  EXPECT_TRUE(all[1]["expires_at"].is_null());
  EXPECT_EQ(all.dump().find(token), std::string::npos);
  EXPECT_EQ(all.dump().find(server::token_hash(token)), std::string::npos);
  EXPECT_EQ(listed("bina").size(), 1u) << "those of others are not shown";
  EXPECT_EQ(market.get("/api/v1/audit", "admin").body.find(token), std::string::npos);
  EXPECT_EQ(market.server().log().find(token), std::string::npos);
}

TEST_F(TokensOfPeople, GiveNobodyMoreThanTheyHave) {
  market.give_token("asha", "ci", R"({"name":"ci","scopes":["tokens:write","submissions:write"]})");
  const Answer more = make("ci", {{"name", "x"}, {"scopes", {"read"}}});
  EXPECT_EQ(more.problem(), "scope-missing");
  EXPECT_EQ(make("ci", {{"name", "x"}, {"scopes", {"*"}}}).problem(), "scope-missing");
  const Answer same = make("ci", {{"name", "x"}});
  EXPECT_EQ(Json::parse(same.body)["access"]["scopes"],
            Json({"tokens:write", "submissions:write"}));
  const Answer unknown = make("asha", {{"name", "x"}, {"scopes", {"everything"}}});
  EXPECT_EQ(unknown.problem(), "scope-unknown");
  EXPECT_NE(unknown.body.find("submissions:write"), std::string::npos) << "it says which there are";
  for (const char* bad : {R"({"name":""})", R"({"name":"x","days":0})",
                          R"({"name":"x","days":367})", R"({"name":"x","scopes":[]})", "{}"})
    EXPECT_EQ(market.post("/api/v1/tokens", "asha", bad).status, 400) << bad;
}

TEST_F(TokensOfPeople, EndWhenTheirOwnerSaysSo) {
  market.give_token("asha", "ci", R"({"name":"ci"})");
  const std::string id = listed("asha")[0]["id"];
  EXPECT_EQ(market.get("/api/v1/me", "ci").status, 200);
  EXPECT_EQ(revoke(id, "bina").problem(), "token-not-found");
  EXPECT_EQ(revoke(id, "cura").problem(), "token-not-found");
  EXPECT_EQ(market.get("/api/v1/me", "ci").status, 200);
  EXPECT_EQ(revoke(id, "asha").status, 200);
  EXPECT_EQ(market.get("/api/v1/me", "ci").problem(), "token-revoked");
  EXPECT_EQ(revoke(id, "asha").status, 200) << "said again, it changes nothing";
  EXPECT_EQ(market.get("/api/v1/me", "asha").status, 200);
  // In an emergency, an admin's word ends anybody's.
  market.give_token("bina", "hers", R"({"name":"lost"})");
  EXPECT_EQ(revoke(listed("bina")[0]["id"], "admin").status, 200);
  EXPECT_EQ(market.get("/api/v1/me", "hers").problem(), "token-revoked");
}

TEST_F(TokensOfPeople, AreAtMostAHundredThatAreGood) {
  for (int i = 1; i < 100; ++i)
    ASSERT_EQ(make("asha", {{"name", std::to_string(i)}}).status, 201) << i;
  EXPECT_EQ(make("asha", {{"name", "more"}}).problem(), "tokens-too-many");
  EXPECT_EQ(revoke(listed("asha")[0]["id"], "asha").status, 200);
  EXPECT_EQ(make("asha", {{"name", "more"}}).status, 201);
}

}  // namespace
}  // namespace haat::test
