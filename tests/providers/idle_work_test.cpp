#include "sdk/host/idle_work.hpp"

#include <gtest/gtest.h>

namespace haat::test {
namespace {

using namespace std::chrono_literals;

// Looks every 100 ms at a worker that uses so much of a processor.
struct Watched {
  IdleWork work{10s};
  IdleWork::Clock::time_point now{};
  IdleWork::Clock::duration used{};
  std::uint64_t requests = 0;

  bool rests(IdleWork::Clock::duration works, bool idle = true) {
    now += 100ms;
    used += works;
    return work.within(used, requests, idle, now);
  }
};

TEST(IdleWork, MayTakeATenthOfAProcessor) {
  Watched plugin;
  for (int look = 0; look < 100'000; ++look) ASSERT_TRUE(plugin.rests(10ms));
}

TEST(IdleWork, IsTooMuchWhenItNeverEnds) {
  Watched plugin;
  int looks = 0;
  while (plugin.rests(100ms)) ASSERT_LT(++looks, 1000);
  EXPECT_NEAR(looks, 111, 2);  // a tenth was given back
}

TEST(IdleWork, OfManyThreadsIsTooMuchSooner) {
  Watched plugin;
  int looks = 0;
  while (plugin.rests(800ms)) ASSERT_LT(++looks, 1000);
  EXPECT_NEAR(looks, 13, 2);
}

TEST(IdleWork, IsNoneWhereSomebodyAsked) {
  Watched plugin;
  for (int look = 0; look < 1000; ++look) ASSERT_TRUE(plugin.rests(200ms, false));
  for (int look = 0; look < 1000; ++look) {
    ++plugin.requests;  // and was answered between two looks
    ASSERT_TRUE(plugin.rests(200ms));
  }
}

TEST(IdleWork, IsForgottenInTime) {
  Watched plugin;
  for (int round = 0; round < 10; ++round) {
    for (int look = 0; look < 90; ++look) ASSERT_TRUE(plugin.rests(100ms));
    for (int look = 0; look < 1000; ++look) ASSERT_TRUE(plugin.rests(0ms));
  }
}

}  // namespace
}  // namespace haat::test
