#include <gtest/gtest.h>

#include <array>

#include "core/json/json.hpp"
#include "marketplace-server/auth/scope.hpp"
#include "marketplace-server/http/route.hpp"
#include "marketplace-server/http/router.hpp"
#include "tests/api/database.hpp"
#include "tests/api/marketplace.hpp"

namespace haat::test {
namespace {

using server::Role;
using server::Route;

std::string target_of(const Route& route) {
  std::string target;
  for (const auto segment : server::pattern_segments(route.pattern))
    target += "/" + (server::is_parameter(segment) ? std::string("0000") : std::string(segment));
  return target;
}

Call call_of(const Route& route, const std::string& token) {
  Call call{std::string(route.method), target_of(route), token, "", "", {}};
  if (route.for_operators) call.headers["X-Forwarded-For"] = "203.0.113.1";  // who is none
  if (route.accepts == Route::Accepts::json) call.type = "application/json";
  if (route.accepts == Route::Accepts::package) {
    call = upload(token, "no zip");
    call.target = target_of(route) + "?draft=true";
  }
  return call;
}

// One of each role, each with a token for everything, one for reading, one that is over and one
// that was revoked.
class Roles : public testing::Test {
 protected:
  Roles() {
    market.join("anu", "author", "asha");
    market.join("rita", "reviewer");
    market.join("oona", "auditor");
    for (const auto& [who, role] : people) {
      const std::string name = who;
      market.give_token(name, name + "-reads", R"({"name":"reads","scopes":["read"]})");
      market.give_token(name, name + "-late", R"({"name":"late"})");
      market.give_token(name, name + "-gone", R"({"name":"gone"})");
    }
    change_tokens("UPDATE tokens SET expires_at = '2001-01-01T00:00:00Z' WHERE name = 'late'");
    change_tokens("UPDATE tokens SET revoked_at = '2001-01-01T00:00:00Z' WHERE name = 'gone'");
  }
  void change_tokens(const char* sql) {
    const auto changed = open_database(market.server().data())->run(sql);
    ASSERT_TRUE(changed) << changed.error().message;
    EXPECT_EQ(*changed, static_cast<int>(people.size()));
  }
  Answer ask(const Route& route, const std::string& who) {
    return market.ask(call_of(route, market.token(who)));
  }

  const std::array<std::pair<const char*, Role>, server::account_roles.size()> people{
      {{"anu", Role::author},
       {"asha", Role::partner},
       {"rita", Role::reviewer},
       {"cura", Role::curator},
       {"oona", Role::auditor},
       {"admin", Role::admin}}};
  Marketplace market;
};

// Every route with every kind of caller, from the table itself: a new route is in here as soon as
// it is there.
TEST_F(Roles, HoldOnEveryRoute) {
  const std::string right_form = "haat_" + std::string(43, '0') + "2CZclj";
  for (const Route& route : server::routes()) {
    SCOPED_TRACE(std::string(route.method) + " " + std::string(route.pattern));
    const Answer stranger = market.ask(call_of(route, ""));
    EXPECT_EQ(stranger.status == 401, !route.roles.open()) << stranger.body;
    if (stranger.status == 401) {
      EXPECT_EQ(stranger.problem(), "token-missing");
      EXPECT_EQ(stranger.header("WWW-Authenticate"), "Bearer realm=\"haat\"");
    }
    for (const std::string& forged :
         {"haat_" + std::string(64, '0'), "haat_" + std::string(49, '0'), right_form}) {
      const Answer forger = market.ask(call_of(route, forged));
      EXPECT_EQ(forger.status == 401, !route.roles.open()) << forger.body;
      EXPECT_EQ(forger.problem() == "token-unknown", !route.roles.open()) << forger.body;
    }
    for (const auto& [who, role] : people) {
      const std::string name = who;
      const bool allowed = route.roles.allow(role);
      const Answer answer = ask(route, name);
      EXPECT_EQ(answer.status == 403, !allowed) << name << ": " << answer.body;
      EXPECT_NE(answer.status, 401) << name;
      EXPECT_LT(answer.status, 500) << name << ": " << answer.body;
      if (route.roles.open()) continue;
      EXPECT_EQ(ask(route, name + "-late").problem(), "token-expired") << name;
      EXPECT_EQ(ask(route, name + "-gone").problem(), "token-revoked") << name;
      const Answer reading = ask(route, name + "-reads");
      const bool writes = server::scope_of(route) != "read";
      EXPECT_EQ(reading.status == 403, writes || !allowed) << name << ": " << reading.body;
      EXPECT_EQ(reading.problem() == "scope-missing", writes && allowed) << name;
    }
  }
}

// What "changes nothing" means: the one thing that an auditor may write is how they sign in.
TEST_F(Roles, AnAuditorReadsEverythingAndChangesNothing) {
  for (const Route& route : server::routes()) {
    if (route.roles.open()) continue;
    const bool own =
        route.pattern.starts_with("/api/v1/tokens") || route.pattern.starts_with("/api/v1/me") ||
        route.pattern.starts_with("/api/v1/keys") || route.pattern.starts_with("/api/v1/uploads") ||
        route.pattern.starts_with("/api/v1/webhooks");
    if (route.method == "GET")
      EXPECT_TRUE(own || route.roles.allow(Role::auditor)) << route.pattern;
    else
      EXPECT_TRUE(own || !route.roles.allow(Role::auditor)) << route.pattern;
  }
}

TEST(Routes, NobodyMayDoWhatNoRoleIsNamedFor) {
  const server::Roles none;
  EXPECT_FALSE(none.open());
  for (const Role role : server::account_roles) EXPECT_FALSE(none.allow(role));
}

TEST(Routes, PartnersDoNotSeeEachOther) {
  Marketplace market;
  const std::string id = market.submit(market.package());
  for (const std::string& target :
       {"/api/v1/submissions/" + id, "/api/v1/submissions/" + id + "/package"}) {
    EXPECT_EQ(market.get(target, "asha").status, 200);
    EXPECT_EQ(market.get(target, "cura").status, 200);
    EXPECT_EQ(market.get(target, "admin").status, 200);
    EXPECT_EQ(market.get(target, "bina").problem(), "submission-unknown");
  }
  EXPECT_TRUE(Json::parse(market.get("/api/v1/submissions", "bina").body)["submissions"].empty());
}

TEST(Routes, OpenApiDescribesTheTable) {
  Marketplace market;
  const Json document = Json::parse(market.get("/api/v1/openapi.json").body);
  EXPECT_EQ(document["openapi"], "3.1.0");
  std::size_t operations = 0;
  for (const auto& path : document["paths"]) operations += path.size();
  EXPECT_EQ(operations, server::routes().size());
  for (const Route& route : server::routes()) {
    std::string method(route.method);
    for (char& c : method) c = static_cast<char>(c | 0x20);
    const Json& operation = document["paths"][std::string(route.pattern)][method];
    EXPECT_EQ(operation["operationId"], std::string(route.name));
    EXPECT_EQ(operation["security"].empty(), route.roles.open());
    if (route.roles.open()) continue;
    EXPECT_EQ(operation["security"][0]["token"][0], server::scope_of(route));
  }
}

}  // namespace
}  // namespace haat::test
