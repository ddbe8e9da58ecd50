#include <gtest/gtest.h>

#include "core/json/json.hpp"
#include "marketplace-server/http/rate_limit.hpp"
#include "tests/api/client.hpp"
#include "tests/api/server_process.hpp"
#include "tests/unit/scratch.hpp"

namespace haat::test {
namespace {

using namespace std::chrono_literals;
using server::RateLimit;

TEST(RateLimits, AMinutesRequestsThenOneAfterTheOther) {
  RateLimit limit("address", 3);
  const auto start = RateLimit::SteadyClock::now();
  const auto take = [&](const char* who, std::chrono::milliseconds at) {
    return limit.take(who, start + at);
  };
  EXPECT_EQ(take("a", 0ms).left, 2u);
  EXPECT_EQ(take("a", 0ms).left, 1u);
  EXPECT_EQ(take("a", 0ms).left, 0u);
  const auto refused = take("a", 0ms);
  EXPECT_EQ(refused.wait, 20u);  // three a minute
  EXPECT_EQ(refused.full_in, 60u);
  EXPECT_EQ(take("b", 0ms).wait, 0u);  // another has a bucket of its own
  EXPECT_EQ(take("a", 19s).wait, 1u);
  EXPECT_EQ(take("a", 20s).wait, 0u);
  EXPECT_EQ(take("a", 20s).wait, 20u);
  EXPECT_EQ(take("a", 70s).left, 1u);  // what was put aside after a minute is known all the same
  EXPECT_EQ(take("a", 10min).left, 2u) << "never more than a minute's";
  server::Headers none;
  RateLimit unlimited("address", 0);
  unlimited.describe(unlimited.take("a", start), none);
  EXPECT_TRUE(none.all().empty());
}

// However many ask, what is kept of them is bounded, and nobody is kept from asking.
TEST(RateLimits, ManyStrangersAreNotRemembered) {
  RateLimit limit("address", 1);
  const auto now = RateLimit::SteadyClock::now();
  for (int i = 0; i < 300'000; ++i) ASSERT_EQ(limit.take(std::to_string(i), now).wait, 0u) << i;
  EXPECT_EQ(limit.take("299999", now).wait, 60u) << "but the last are";
  EXPECT_EQ(limit.take("0", now).wait, 0u) << "the first are forgotten";
}

TEST(RateLimits, AreToldAndHold) {
  const Scratch scratch;
  ServerProcess server(scratch / "data", {"--account-rate", "3", "--address-rate", "4"});
  const auto from = [&](const char* address, const std::string& token = "",
                        const char* target = "/api/v1/me") {
    return ask(server.port(), {.target = target,
                               .token = token,
                               .body = {},
                               .type = {},
                               .headers = {{"X-Forwarded-For", address}}});
  };
  // Whoever tries tokens, and what nobody knows, counts as well.
  EXPECT_EQ(from("203.0.113.1", "", "/health").status, 200);
  EXPECT_EQ(from("203.0.113.1", "", "/health").header("RateLimit").substr(0, 16),
            "\"address\";r=2;t=");
  EXPECT_EQ(from("203.0.113.1", "haat_a").status, 401);
  EXPECT_EQ(from("203.0.113.1").status, 401);
  const Answer refused = from("203.0.113.1", "", "/health");
  EXPECT_EQ(refused.status, 429);
  // So many seconds of the fifteen are left; how they are reckoned is told above.
  const std::string wait = refused.header("Retry-After");
  EXPECT_TRUE(std::stoi(wait) >= 1 && std::stoi(wait) <= 15) << wait;
  EXPECT_EQ(Json::parse(refused.body),
            (Json{{"type", "/problems/rate-limit-exceeded"},
                  {"title", "Too Many Requests"},
                  {"status", 429},
                  {"detail", "more than 4 requests a minute; try again in " + wait + " s"},
                  {"limit", 4}}));
  EXPECT_EQ(refused.header("RateLimit-Policy"), "\"address\";q=4;w=60");
  EXPECT_EQ(refused.header("RateLimit"),
            "\"address\";r=0;t=" + std::to_string(std::stoi(wait) + 45));
  EXPECT_EQ(from("203.0.113.2", "", "/health").status, 200);

  // IPv6 counts by the network that somebody has.
  for (int i = 0; i < 4; ++i)
    EXPECT_EQ(from(("2001:db8::" + std::to_string(i)).c_str(), "", "/health").status, 200);
  EXPECT_EQ(from("2001:db8::f", "", "/health").status, 429);

  // An account has a rate of its own, wherever it asks from.
  const std::string token = server.admin_token();
  for (const char* address : {"203.0.113.1", "203.0.113.4", "203.0.113.5"})
    EXPECT_EQ(from(address, token).status, 200);
  const Answer too_many = from("203.0.113.6", token);
  EXPECT_EQ(too_many.status, 429);
  EXPECT_EQ(too_many.header("RateLimit-Policy"), "\"account\";q=3;w=60");

  // Behind an address of this machine is whoever runs the server.
  for (int i = 0; i < 20; ++i)
    EXPECT_EQ(ask(server.port(),
                  {.target = "/health", .token = {}, .body = {}, .type = {}, .headers = {}})
                  .status,
              200);
}

}  // namespace
}  // namespace haat::test
