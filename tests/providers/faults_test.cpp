#include <gtest/gtest.h>

#include <thread>

#include <chrono>

#include "tests/providers/market.hpp"

// Every way to fail is told in words, and nobody else notices.
namespace haat::test {
namespace {

using namespace std::chrono_literals;

using State = ProviderHealth::State;

struct AtLoad {
  const char* name;
  const char* library;
  State state;
  const char* sentence;  // begins so
  friend std::ostream& operator<<(std::ostream& out, const AtLoad& fault) {
    return out << fault.name;
  }
};

class FaultAtLoad : public testing::TestWithParam<AtLoad> {};

TEST_P(FaultAtLoad, IsToldInWords) {
  const bool hangs = GetParam().name == std::string("hang");
  Market market({.first_backoff = not_soon, .load_deadline = hangs ? 4000ms : 20'000ms});
  market.open("bad", GetParam().library);
  const ProviderHealth health = market.reaches("bad", GetParam().state);
  EXPECT_EQ(health.state, GetParam().state) << health.sentence;
  EXPECT_EQ(health.sentence.rfind(GetParam().sentence, 0), 0u) << health.sentence;
  EXPECT_EQ(market.title("bad", "").rfind("provider-unavailable: provider bad: ", 0), 0u);
  EXPECT_TRUE(market.logged("bad", GetParam().sentence));
  EXPECT_TRUE(market.good_answers());
}

const AtLoad at_load[] = {
    {"nothing", "gone.so", State::refused, "gone.so does not exist"},
    {"folder", ".", State::refused, "plugins is no file"},
    {"not_a_library", "../CTestTestfile.cmake", State::refused,
     "CTestTestfile.cmake is no shared library of this kind of machine"},
    {"missing_symbol", "missing_symbol.so", State::refused,
     "missing_symbol.so is no provider: it exports no haat_provider_entry"},
    {"other_abi", "other_abi.so", State::refused,
     "other_abi.so was built for provider ABI 2, this host speaks 1"},
    {"settings", "needy.so", State::refused, "could not start: the settings lack \"key\""},
    {"crash", "crash_at_load.so", State::restarting,
     "crashed (segmentation fault) while being loaded"},
    {"abort", "abort_at_load.so", State::restarting, "crashed (aborted) while being loaded"},
    {"exit", "exit_at_load.so", State::restarting,
     "left by itself (exit code 7) while being loaded"},
    {"hang", "hang_at_load.so", State::restarting,
     "hung while being loaded: no answer within 4 s; trying again in 60 s"},
};
INSTANTIATE_TEST_SUITE_P(Provider, FaultAtLoad, testing::ValuesIn(at_load),
                         [](const auto& test) { return test.param.name; });

struct InCall {
  const char* name;
  const char* deed;
  const char* error;     // of the call, begins so
  const char* sentence;  // of the health afterwards, if the worker did not survive it
  friend std::ostream& operator<<(std::ostream& out, const InCall& fault) {
    return out << fault.name;
  }
};

class FaultInCall : public testing::TestWithParam<InCall> {};

TEST_P(FaultInCall, EndsInAnErrorAndAWorkingProvider) {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  if (GetParam().name == std::string("memory")) GTEST_SKIP() << "a sanitizer's worker has no limit";
#endif
  const bool hangs = GetParam().name == std::string("hang");
  Market market({.call_deadline = hangs ? 4000ms : 20'000ms});
  market.open("bad", "misbehaving.so");
  ASSERT_EQ(market.reaches("bad", State::running).state, State::running);
  const std::string answer = market.title("bad", GetParam().deed);
  EXPECT_EQ(answer.rfind(GetParam().error, 0), 0u) << answer;
  EXPECT_TRUE(market.good_answers());
  const std::uint64_t restarts = GetParam().sentence != nullptr ? 1 : 0;
  const ProviderHealth health = market.reaches("bad", State::running, restarts);
  EXPECT_EQ(health.restarts, restarts);
  const char* const sentence = restarts > 0 ? GetParam().sentence : "running since";
  EXPECT_NE(health.sentence.find(sentence), std::string::npos) << health.sentence;
  EXPECT_EQ(market.title("bad", ""), "One");
}

const InCall in_call[] = {
    {"crash", "crash",
     "provider-crashed: provider bad: crashed (segmentation fault) while listing courses",
     "the one before crashed (segmentation fault) while listing courses"},
    {"abort", "abort", "provider-crashed: provider bad: crashed (aborted) while listing courses",
     "crashed (aborted) while listing courses"},
    {"exit", "exit",
     "provider-crashed: provider bad: left by itself (exit code 7) while listing courses",
     "left by itself (exit code 7)"},
    {"hang", "hang",
     "provider-hung: provider bad: hung while listing courses: no answer within 4 s",
     "hung while listing courses"},
    {"exception", "throw", "provider-failed: provider bad: the catalogue fell off the shelf",
     nullptr},
    {"strange_exception", "throw-int",
     "provider-failed: provider bad: it threw what is no std::exception", nullptr},
    {"unknown_page", "no such deed", "provider-failed: provider bad: ", nullptr},
    {"too_many_courses", "many",
     "provider-failed: provider bad: its page has more than 1000 courses", nullptr},
    {"too_heavy_a_page", "heavy",
     "provider-failed: provider bad: its page has more than 4000000 bytes", nullptr},
    {"memory", "memory", "provider-failed: provider bad: std::bad_alloc", nullptr},
    {"thread_is_none", "thread", "made in a thread", nullptr},
};
INSTANTIATE_TEST_SUITE_P(Provider, FaultInCall, testing::ValuesIn(in_call),
                         [](const auto& test) { return test.param.name; });

// Each is refused with its name and why, and the good ones around it are taken.
TEST(MalformedCourse, LeavesTheRestOfItsPage) {
  Market market;
  market.open("bad", "misbehaving.so");
  market.reaches("bad", State::running);
  const auto page = market.host().list("bad", "some-malformed");
  ASSERT_TRUE(page) << page.error().message;
  std::string told;
  for (const ProviderCourse& one : page->courses)
    told += one.external_id +
            (one.refused ? ": " + one.refused->field + ": " + one.refused->reason : " is taken") +
            "\n";
  EXPECT_EQ(told,
            "first is taken\n"
            "long: title: it has 5000 bytes (limit 4096)\n"
            "broken: title: it is no UTF-8\n"
            ": external_id: it has 600 bytes (limit 512), and begins with " +
                std::string(60, 'i') +
                "\n"
                ": external_id: it has control characters, and begins with a b\n"
                ": external_id: it is empty\n"
                "untitled: title: it is empty\n"
                "huge: description: it has 100000000 bytes (limit 65536)\n"
                "last is taken\n");
  EXPECT_EQ(page->next, "the rest");
  EXPECT_EQ(market.health("bad").restarts, 0u);
}

TEST(Threads, ThatCostThePluginNothingEndIt) {
  Market market;
  market.open("bad", "misbehaving.so");
  market.reaches("bad", State::running);
  market.title("bad", "thread-bomb");
  const ProviderHealth health = market.reaches("bad", State::running, 1);
  EXPECT_EQ(health.restarts, 1u);
  EXPECT_NE(health.sentence.find("started more than 256 threads while "), std::string::npos)
      << health.sentence;
  EXPECT_TRUE(market.good_answers());
}

TEST(PluginOutput, IsAttributedAndPrintable) {
  Market market;
  market.open("bad", "misbehaving.so");
  market.reaches("bad", State::running);
  market.title("bad", "log");
  market.title("bad", "abort");  // what was said before is read before the next worker starts
  market.reaches("bad", State::running, 1);
  EXPECT_TRUE(market.logged("bad", "info: a line with a break and  [31mcolour"));
  EXPECT_TRUE(market.logged("bad", "printed"));
  EXPECT_EQ(market.lines("good"), 0u);
}

TEST(PluginOutput, FloodIsThinnedOutAndCounted) {
  Market market;
  market.open("bad", "misbehaving.so");
  market.reaches("bad", State::running);
  market.title("bad", "flood");
  EXPECT_TRUE(market.good_answers());
  EXPECT_TRUE(market.says("bad", "; it flooded the log (lines dropped: "))
      << market.health("bad").sentence;
  market.title("bad", "abort");
  market.reaches("bad", State::running, 1);
  EXPECT_EQ(market.health("bad").sentence.find("flooded"), std::string::npos)
      << market.health("bad").sentence;
  EXPECT_TRUE(market.logged("bad", "flooded the log: "));
  EXPECT_LT(market.lines("bad"), 500u);
}

TEST(PluginOutput, EndlessLineIsCut) {
  Market market;
  market.open("bad", "misbehaving.so");
  market.reaches("bad", State::running);
  EXPECT_EQ(market.title("bad", "endless-line"), "");
  EXPECT_TRUE(market.good_answers());
  EXPECT_TRUE(market.logged("bad", "0123456789"));
}

TEST(Fetch, CrashInTheMiddleIsAnError) {
  Market market;
  market.open("bad", "misbehaving.so");
  market.reaches("bad", State::running);
  std::string got;
  const auto fetched = market.host().fetch("bad", "1", [&](std::string_view piece) -> Result<void> {
    got += piece;
    return {};
  });
  ASSERT_FALSE(fetched);
  EXPECT_EQ(fetched.error().id, "provider-crashed");
  EXPECT_EQ(fetched.error().message, "provider bad: crashed (aborted) while fetching a package");
  EXPECT_EQ(got, "the first bytes");
}

}  // namespace
}  // namespace haat::test
