#include <gtest/gtest.h>

#include "core/json/json.hpp"
#include "marketplace-server/http/route.hpp"
#include "marketplace-server/http/router.hpp"
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
  if (route.accepts == Route::Accepts::json) call.type = "application/json";
  if (route.accepts == Route::Accepts::package) {
    call = upload(token, "no zip");
    call.target = target_of(route);
  }
  return call;
}

// Every route with every kind of caller, from the table itself: a new route is in here as soon as
// it is there.
TEST(Roles, HoldOnEveryRoute) {
  Marketplace market;
  const std::pair<const char*, Role> people[] = {
      {"asha", Role::partner}, {"cura", Role::curator}, {"admin", Role::admin}};
  for (const Route& route : server::routes()) {
    SCOPED_TRACE(std::string(route.method) + " " + std::string(route.pattern));
    const Answer stranger = market.ask(call_of(route, ""));
    const Answer forger = market.ask(call_of(route, "haat_" + std::string(64, '0')));
    EXPECT_EQ(stranger.status == 401, !route.roles.open()) << stranger.body;
    EXPECT_EQ(forger.status == 401, !route.roles.open()) << forger.body;
    if (stranger.status == 401) {
      EXPECT_EQ(stranger.problem(), "token-missing");
      EXPECT_EQ(forger.problem(), "token-unknown");
      EXPECT_EQ(stranger.header("WWW-Authenticate"), "Bearer realm=\"haat\"");
    }
    for (const auto& [who, role] : people) {
      const Answer answer = market.ask(call_of(route, market.token(who)));
      EXPECT_EQ(answer.status == 403, !route.roles.allow(role)) << who << ": " << answer.body;
      EXPECT_NE(answer.status, 401) << who;
      EXPECT_LT(answer.status, 500) << who << ": " << answer.body;
    }
  }
}

TEST(Roles, NobodyMayDoWhatNoRoleIsNamedFor) {
  const server::Roles none;
  EXPECT_FALSE(none.open());
  for (const Role role : {Role::partner, Role::curator, Role::admin})
    EXPECT_FALSE(none.allow(role));
}

TEST(Roles, PartnersDoNotSeeEachOther) {
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

TEST(Roles, OpenApiDescribesTheTable) {
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
  }
}

}  // namespace
}  // namespace haat::test
