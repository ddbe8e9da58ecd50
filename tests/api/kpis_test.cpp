#include <gtest/gtest.h>

#include "core/json/json.hpp"
#include "tests/api/marketplace.hpp"

namespace haat::test {
namespace {

Json kpis(const Marketplace& market) {
  const Answer answer = market.get("/api/v1/kpis", "cura");
  EXPECT_EQ(answer.status, 200) << answer.body;
  return Json::parse(answer.body);
}

TEST(Kpis, OfAnEmptyMarketplaceAreZero) {
  Marketplace market;
  EXPECT_EQ(kpis(market), Json::parse(R"({
    "submissions": {"by_state": {}, "by_partner": {}},
    "releases": {"by_state": {}},
    "courses": {"listed": 0, "without_competencies": 0, "by_area": {}, "by_language": {}, "by_provider": {}},
    "decisions": {"accepted": 0, "rejected": 0, "rejection_rate": null, "median_days": null},
    "checks": {"waiting": 0, "oldest_seconds": null, "last_minute": 0},
    "completions": {"by_verdict": {}, "learners": 0, "certificates": 0},
    "storage": {"packages": 0, "bytes": 0}})"));
}

TEST(Kpis, CountWhatHappened) {
  Marketplace market;
  market.accept(market.submit(market.package()));
  const std::string rejected = market.submit(market.package({.version = "2.0.0"}));
  market.post("/api/v1/submissions/" + rejected + "/reject", "cura", R"({"reason":"no"})");
  market.submit(market.package({.version = "3.0.0"}));
  const Json told = kpis(market);
  EXPECT_EQ(told["submissions"],
            Json::parse(R"({"by_state": {"in_review": 1, "live": 1, "rejected": 1},
                            "by_partner": {"asha": {"in_review": 1, "live": 1, "rejected": 1}}})"));
  EXPECT_EQ(told["checks"]["last_minute"], 3);
  EXPECT_EQ(told["releases"]["by_state"], (Json{{"live", 1}}));
  EXPECT_EQ(told["courses"]["listed"], 1);
  EXPECT_EQ(told["courses"]["without_competencies"], 0);
  EXPECT_EQ(told["courses"]["by_language"], (Json{{"en", 1}, {"hi", 1}}));
  EXPECT_EQ(told["decisions"]["accepted"], 1);
  EXPECT_EQ(told["decisions"]["rejected"], 1);
  EXPECT_EQ(told["decisions"]["rejection_rate"], 0.5);
  EXPECT_LT(told["decisions"]["median_days"], 0.01);
  EXPECT_EQ(told["storage"]["packages"], market.server().blobs());
  EXPECT_EQ(market.get("/api/v1/kpis", "asha").status, 403);
}

}  // namespace
}  // namespace haat::test
