#include "sdk/host/circuit_breaker.hpp"

#include <gtest/gtest.h>

#include <atomic>

#include "tests/providers/market.hpp"

namespace haat::test {
namespace {

using namespace std::chrono_literals;

constexpr Time noon{std::chrono::sys_days{std::chrono::year{2026} / 11 / 23} + 12h};

TEST(CircuitBreaker, OpensAfterFailuresInARow) {
  CircuitBreaker breaker(3, 30s);
  for (int i = 0; i < 10; ++i) {
    breaker.failed(noon, "x");
    breaker.failed(noon, "x");
    EXPECT_TRUE(breaker.lets_through(noon));
    breaker.succeeded();
  }
  for (int i = 0; i < 2; ++i) breaker.failed(noon, "x");
  EXPECT_EQ(breaker.sentence(noon), "");
  breaker.failed(noon, "the library does not answer");
  EXPECT_FALSE(breaker.lets_through(noon));
  EXPECT_FALSE(breaker.lets_through(noon + 29s));
  EXPECT_EQ(breaker.sentence(noon),
            "calls are held back until 2026-11-23T12:00:30Z, since 3 in a row failed, the last "
            "one: the library does not answer");
}

TEST(CircuitBreaker, LetsOneThroughToSee) {
  CircuitBreaker breaker(1, 30s);
  breaker.failed(noon, "x");
  EXPECT_NE(breaker.sentence(noon + 30s).find("to see whether it works again"), std::string::npos);
  EXPECT_TRUE(breaker.lets_through(noon + 30s));
  EXPECT_FALSE(breaker.lets_through(noon + 31s));  // while that one is under way
  breaker.failed(noon + 32s, "y");
  EXPECT_FALSE(breaker.lets_through(noon + 61s));
  EXPECT_TRUE(breaker.lets_through(noon + 62s));
  breaker.succeeded();
  EXPECT_TRUE(breaker.lets_through(noon + 62s));
  EXPECT_EQ(breaker.sentence(noon + 62s), "");
}

// One provider with a clock of the test's.
class HeldBack : public testing::Test {
 protected:
  HeldBack() : host_(options()) {}

  void open(const std::string& library, const std::string& settings = "{}") {
    ASSERT_TRUE(host_.add({"bad", PLUGINS "/" + library, settings, {}, {}}));
    await_running();
  }
  void await_running(std::uint64_t restarts = 0) {
    EXPECT_TRUE(comes_true([&] {
      const ProviderHealth now = health();
      return now.state == ProviderHealth::State::running && now.restarts >= restarts;
    }));
  }
  ProviderHealth health() const { return host_.health().front(); }
  std::string list(const std::string& cursor = "") {
    const auto page = host_.list("bad", cursor);
    return page ? "a page" : page.error().id;
  }

  std::atomic<int> seconds_ = 0;
  ProviderHost host_;

 private:
  ProviderHost::Options options() {
    ProviderHost::Options options;
    options.worker = WORKER;
    options.first_backoff = 20ms;
    options.last_backoff = 20ms;
    options.clock = [this] { return noon + std::chrono::seconds{seconds_}; };
    return options;
  }
};

TEST_F(HeldBack, ProviderWhosePartnerIsDownIsSparedAndSaysSo) {
  open("faulty.so", R"({"fault":"list-fails"})");
  for (int i = 0; i < 5; ++i) EXPECT_EQ(list(), "provider-system");
  EXPECT_EQ(list(), "provider-held-back");
  EXPECT_TRUE(health().held_back);
  EXPECT_NE(health().sentence.find("; calls are held back until 2026-11-23T12:00:30Z, since 5 in a "
                                   "row failed, the last one: the catalogue is being moved"),
            std::string::npos)
      << health().sentence;
  EXPECT_TRUE(host_.check_health("bad"));   // is asked all the same
  EXPECT_EQ(list(), "provider-held-back");  // and does not end it
  seconds_ = 30;
  EXPECT_EQ(list(), "provider-system");
  EXPECT_EQ(list(), "provider-held-back");
}

TEST_F(HeldBack, ProviderThatCrashesIsCalledAgainWhenItWorks) {
  open("misbehaving.so");
  for (std::uint64_t i = 0; i < 5; ++i) {
    EXPECT_EQ(list("abort"), "provider-crashed");
    await_running(i + 1);
  }
  EXPECT_EQ(list(), "provider-held-back");
  seconds_ = 31;
  EXPECT_EQ(list(), "a page");
  EXPECT_EQ(list(), "a page");
  EXPECT_EQ(health().sentence.find("held back"), std::string::npos) << health().sentence;
}

TEST_F(HeldBack, NotForWhatIsNotThere) {
  open("good.so");
  for (int i = 0; i < 20; ++i) EXPECT_EQ(list("nowhere"), "provider-course-unknown");
  for (int i = 0; i < 20; ++i) {
    const auto fetched = host_.fetch("bad", "10", [](std::string_view) -> Result<void> {
      return fail(Errc::unavailable, "disk-full", "the disk is full");
    });
    EXPECT_EQ(fetched.error().id, "disk-full");
  }
}

}  // namespace
}  // namespace haat::test
