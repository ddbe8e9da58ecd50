#include <gtest/gtest.h>

#include "core/json/json.hpp"
#include "tests/api/database.hpp"
#include "tests/api/marketplace.hpp"
#include "tests/comes_true.hpp"

namespace haat::test {
namespace {

std::string ago(std::chrono::hours long_ago) {
  return to_rfc3339(
      std::chrono::time_point_cast<std::chrono::seconds>(std::chrono::system_clock::now()) -
      long_ago);
}

int rows(const std::string& sql, const Marketplace& market) {
  const auto count = open_database(const_cast<Marketplace&>(market).server().data())
                         ->first(sql, [](const server::Row& row) { return row.integer(0); });
  return count && *count ? static_cast<int>(**count) : -1;
}

// What is over goes, with its month of grace; what was done with it stays.
TEST(Purge, TakesWhatIsOverAndLeavesTheLog) {
  Marketplace market;
  for (const char* name : {"late", "later", "gone", "good"})
    market.give_token("asha", name, Json{{"name", name}}.dump());
  const auto set = [&](const std::string& sql) {
    ASSERT_TRUE(open_database(market.server().data())->run(sql)) << sql;
  };
  set("UPDATE tokens SET expires_at = '" + ago(std::chrono::hours(24 * 31)) +
      "' WHERE name = 'late'");
  set("UPDATE tokens SET expires_at = '" + ago(std::chrono::hours(24 * 29)) +
      "' WHERE name = 'later'");
  set("UPDATE tokens SET revoked_at = '" + ago(std::chrono::hours(24 * 31)) +
      "' WHERE name = 'gone'");
  set("INSERT INTO sign_ins VALUES('a', 'b', 'c', 'd', 'e', 'f', '" + ago(std::chrono::hours(1)) +
      "')");
  set("INSERT INTO one_time_codes VALUES('a', 'asha', 'password', 'admin', '" +
      ago(std::chrono::hours(1)) + "')");
  const int logged = rows("SELECT count(*) FROM audit WHERE action = 'token.created'", market);
  market.restart();  // it looks when it starts, and every minute
  EXPECT_TRUE(comes_true([&] { return rows("SELECT count(*) FROM sign_ins", market) == 0; }));
  EXPECT_EQ(rows("SELECT count(*) FROM one_time_codes", market), 0);
  EXPECT_EQ(rows("SELECT count(*) FROM tokens WHERE name IN ('late', 'gone')", market), 0);
  EXPECT_EQ(rows("SELECT count(*) FROM tokens WHERE name IN ('later', 'good')", market), 2);
  EXPECT_EQ(market.get("/api/v1/me", "good").status, 200);
  EXPECT_EQ(market.get("/api/v1/me", "later").problem(), "token-expired");
  EXPECT_EQ(market.get("/api/v1/me", "late").problem(), "token-unknown");
  // Every token that was ever made is in the log still, and so is that they went.
  EXPECT_EQ(rows("SELECT count(*) FROM audit WHERE action = 'token.created'", market), logged);
  const Json log = Json::parse(market.get("/api/v1/audit?limit=200", "admin").body)["audit"];
  const auto purged = std::find_if(
      log.begin(), log.end(), [](const Json& row) { return row["action"] == "tokens.purged"; });
  ASSERT_NE(purged, log.end());
  EXPECT_EQ((*purged)["actor"], "marketplace");
  EXPECT_EQ((*purged)["details"]["count"], "2");
}

}  // namespace
}  // namespace haat::test
