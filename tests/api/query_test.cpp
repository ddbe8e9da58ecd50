#include <gtest/gtest.h>

#include "marketplace-server/http/route.hpp"
#include "marketplace-server/http/router.hpp"
#include "tests/api/marketplace.hpp"

namespace haat::test {
namespace {

// Every route that answers everybody by GET refuses what it does not know, but for the one whose
// standard has an answer of its own.
TEST(Query, IsRefusedWhereNobodyReadsIt) {
  Marketplace market;
  for (const server::Route& route : server::routes()) {
    if (route.method != "GET" || !route.roles.open()) continue;
    std::string target;
    for (const auto segment : server::pattern_segments(route.pattern))
      target += "/" + (server::is_parameter(segment) ? std::string("x") : std::string(segment));
    const Answer answer = market.get(target + "?x=1");
    if (route.pattern == "/oai")
      EXPECT_NE(answer.body.find("<error code=\"bad"), std::string::npos) << answer.body;
    else
      EXPECT_EQ(answer.problem(), "query-unknown") << target << ": " << answer.body;
  }
}

TEST(Query, RefusalNamesWhatWasProbablyMeant) {
  Marketplace market;
  const std::pair<const char*, const char*> asked[] = {
      {"/api/v1/courses?langauge=hi", "did you mean \\\"language\\\"?"},
      {"/api/v1/courses?q=aid&unheard_of=1", "\\\"unheard_of\\\" here; there are q, area, theme"},
      {"/api/v1/changes?sinec=1", "did you mean \\\"since\\\"?"},
      {"/api/v1/log/checkpoint?x", "this takes none"},
      {"/api/v1/courses?Q=aid", "query parameter \\\"Q\\\""},
      {"/api/v1/courses?%1b%5b31m=1", "query parameter"}};
  for (const auto& [target, sentence] : asked) {
    const Answer answer = market.get(target);
    EXPECT_EQ(answer.status, 400) << target;
    EXPECT_NE(answer.body.find(sentence), std::string::npos) << answer.body;
    EXPECT_EQ(answer.body.find('\x1b'), std::string::npos);
  }
  // Whoever may not ask at all learns nothing of what can be asked.
  EXPECT_EQ(market.get("/api/v1/audit?x=1").problem(), "token-missing");
  EXPECT_EQ(market.get("/api/v1/audit?x=1", "asha").problem(), "role-not-allowed");
  EXPECT_EQ(market.get("/api/v1/audit?x=1", "admin").problem(), "query-unknown");
  EXPECT_EQ(market.post("/api/v1/tokens?dry=1", "asha", R"({"name":"ci"})").problem(),
            "query-unknown");
}

}  // namespace
}  // namespace haat::test
