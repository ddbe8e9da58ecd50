#include <gtest/gtest.h>
#include <signal.h>

#include <atomic>
#include <thread>

#include "tests/providers/market.hpp"

namespace haat::test {
namespace {

using namespace std::chrono_literals;
using State = ProviderHealth::State;

TEST(Provider, ListsPageByPage) {
  Market market;
  const auto first = market.host().list("good", "");
  ASSERT_TRUE(first) << first.error().message;
  ASSERT_EQ(first->courses.size(), 1u);
  const ProviderCourse& course = first->courses.front();
  EXPECT_EQ(course.external_id, "10");
  EXPECT_EQ(course.description, "दस");
  EXPECT_EQ(course.language, "hi");
  EXPECT_EQ(course.duration, "PT10M");
  EXPECT_EQ(course.version, "1.0.0");
  EXPECT_EQ(course.licence, "CC-BY-4.0");
  EXPECT_TRUE(course.has_package);
  EXPECT_EQ(first->next, "second");
  const auto second = market.host().list("good", first->next);
  ASSERT_TRUE(second) << second.error().message;
  EXPECT_EQ(second->courses.front().title, "No package");
  EXPECT_EQ(second->next, "");
  EXPECT_EQ(market.title("good", "third"),
            "provider-course-unknown: provider good: there is no page third");
}

TEST(Provider, IsHealthyInWords) {
  Market market;
  const ProviderHealth health = market.health("good");
  EXPECT_EQ(health.name, "Good");
  EXPECT_EQ(health.version, "1.2.3");
  EXPECT_EQ(health.sentence.rfind("running since 20", 0), 0u) << health.sentence;
  EXPECT_GT(health.process, 0);
  EXPECT_STREQ(to_string(health.state), "running");
}

// The plugin is told, and obeys long before its time, twenty seconds, is over.
TEST(Provider, WorkThatNobodyWantsAnyMoreEnds) {
  Market market;
  market.open("works", "misbehaving.so");
  market.reaches("works", State::running);
  std::atomic<bool> wanted = true;
  const auto begin = std::chrono::steady_clock::now();
  std::thread leaves([&] {
    EXPECT_TRUE(market.logged("works", "works"));
    wanted = false;
  });
  const auto page = market.host().list("works", "long-work", [&] { return wanted.load(); });
  leaves.join();
  ASSERT_FALSE(page);
  EXPECT_EQ(page.error().id, "call-cancelled");
  EXPECT_EQ(page.error().message, "provider works: nobody wants its answer any more");
  EXPECT_LT(std::chrono::steady_clock::now() - begin, 15s);
  EXPECT_EQ(market.title("works", ""), "One") << "and the next call is answered";
  EXPECT_EQ(market.health("works").restarts, 0u);
}

TEST(Provider, FaultOfThePartnersSystemIsNotThePlugins) {
  Market market;
  const auto fetched =
      market.host().fetch("good", "down", [](std::string_view) { return Result<void>{}; });
  ASSERT_FALSE(fetched);
  EXPECT_EQ(fetched.error().id, "provider-system");
  EXPECT_TRUE(market.good_answers());
}

TEST(Provider, UnknownOneIsNotFound) {
  Market market;
  EXPECT_EQ(market.title("nobody", "").rfind("provider-unknown: ", 0), 0u);
}

TEST(Provider, TwoOfOneIdAreAConflictThatNamesBothFiles) {
  Market market;
  const auto added = market.host().add({"good", "/other/plugin.so", "{}", {}});
  ASSERT_FALSE(added);
  EXPECT_EQ(added.error().kind, Errc::conflict);
  EXPECT_EQ(added.error().id, "provider-exists");
  EXPECT_NE(added.error().message.find("good.so"), std::string::npos);
  EXPECT_NE(added.error().message.find("/other/plugin.so"), std::string::npos);
  EXPECT_TRUE(market.good_answers());
}

TEST(Provider, IdIsLowerCaseLettersDigitsAndHyphens) {
  Market market;
  for (const char* id : {"", "Upper", "a b", "../x", "a\n"}) {
    const auto added = market.host().add({id, "x.so", "{}", {}});
    ASSERT_FALSE(added) << id;
    EXPECT_EQ(added.error().id, "provider-id-invalid");
  }
}

TEST(Fetch, BringsEveryByteInPieces) {
  Market market;
  for (const std::size_t size : {0ul, 1ul, 65'536ul, 1ul << 20, (1ul << 20) + 1, 50'000'000ul}) {
    std::size_t got = 0;
    std::size_t largest = 0;
    const auto fetched = market.host().fetch("good", std::to_string(size),
                                             [&](std::string_view piece) -> Result<void> {
                                               got += piece.size();
                                               largest = std::max(largest, piece.size());
                                               return {};
                                             });
    ASSERT_TRUE(fetched) << fetched.error().message;
    EXPECT_EQ(got, size);
    EXPECT_LE(largest, 65'536u);
  }
}

TEST(Fetch, ReaderMayStopIt) {
  Market market;
  const auto fetched =
      market.host().fetch("good", "1000000000000", [](std::string_view) -> Result<void> {
        return fail(Errc::too_large, "disk-full", "the disk is full");
      });
  ASSERT_FALSE(fetched);
  EXPECT_EQ(fetched.error().id, "disk-full");
  EXPECT_TRUE(market.good_answers());
}

TEST(Fetch, SlowReaderHoldsThePluginBackAndNoMemory) {
  Market market({.call_deadline = 2000ms});
  std::size_t got = 0;
  const auto fetched =
      market.host().fetch("good", "3000000", [&](std::string_view piece) -> Result<void> {
        if (got < 1'500'000)
          std::this_thread::sleep_for(100ms);  // all in all longer than one call may take
        got += piece.size();
        return {};
      });
  ASSERT_TRUE(fetched) << fetched.error().message;
  EXPECT_EQ(got, 3'000'000u);
}

TEST(Fetch, SecondCallWaitsAndSaysSo) {
  Market market({.call_deadline = 4000ms});
  std::atomic<bool> started = false;
  std::atomic<bool> told = false;
  std::thread reader([&] {
    (void)market.host().fetch("good", "10", [&](std::string_view) -> Result<void> {
      started = true;
      while (!told) std::this_thread::sleep_for(1ms);
      return {};
    });
  });
  EXPECT_TRUE(comes_true([&] { return started.load(); }));
  EXPECT_EQ(market.title("good", ""),
            "provider-busy: provider good: after 4 s it is still busy fetching a package");
  told = true;
  reader.join();
  EXPECT_TRUE(market.good_answers());
}

TEST(Supervision, WorkerKilledFromOutsideComesBackByItself) {
  Market market({.first_backoff = 2000ms});
  market.open("other", "good.so");
  const ProviderHealth before = market.reaches("other", State::running);
  std::atomic<bool> watching = true;
  std::atomic<int> answers = 0;
  std::thread neighbour([&] {
    while (watching) {
      EXPECT_TRUE(market.good_answers());
      ++answers;
    }
  });
  const auto killed = std::chrono::steady_clock::now();
  ::kill(before.process, SIGKILL);
  EXPECT_TRUE(market.logged("other", "was killed from outside while idle; trying again in 2 s"));
  const ProviderHealth after = market.reaches("other", State::running, 1);
  const auto took = std::chrono::steady_clock::now() - killed;
  watching = false;
  neighbour.join();
  EXPECT_LT(took, 15s);
  EXPECT_EQ(after.restarts, 1u);
  EXPECT_NE(after.process, before.process);
  EXPECT_EQ(market.title("other", ""), "Ten bytes");
  EXPECT_GT(answers, 0);
}

TEST(Supervision, CallInProgressOfAKilledWorkerEnds) {
  Market market;
  market.open("bad", "misbehaving.so");
  const int process = market.reaches("bad", State::running).process;
  std::thread killer([&] {
    EXPECT_TRUE(market.logged("bad", "hangs"));
    ::kill(process, SIGKILL);
  });
  EXPECT_EQ(market.title("bad", "hang"),
            "provider-crashed: provider bad: was killed from outside while listing courses");
  killer.join();
}

TEST(Supervision, PausesDoubleUpToALimit) {
  Market market({WORKER, 50ms, 120ms});
  market.open("bad", "abort_at_load.so");
  market.reaches("bad", State::restarting, 4);
  for (const char* pause :
       {"trying again in 50 ms", "trying again in 100 ms", "trying again in 120 ms"}) {
    EXPECT_TRUE(market.logged("bad", pause)) << pause;
  }
  EXPECT_TRUE(market.good_answers());
}

TEST(Supervision, MissingWorkerProgramIsToldInWords) {
  Market market({.worker = "/nowhere/haat-provider-worker", .first_backoff = not_soon});
  market.open("good", "good.so");
  const ProviderHealth health = market.reaches("good", State::restarting);
  EXPECT_EQ(health.sentence,
            "cannot start /nowhere/haat-provider-worker: No such file or directory; trying again "
            "in 60 s");
}

TEST(Supervision, EndsEveryWorkerWithTheHost) {
  int idle = 0;
  int hanging = 0;
  {
    Market market;
    market.open("bad", "hang_at_load.so");
    idle = market.health("good").process;
    while ((hanging = market.health("bad").process) == 0) std::this_thread::sleep_for(1ms);
  }
  EXPECT_EQ(::kill(idle, 0), -1);
  EXPECT_EQ(::kill(hanging, 0), -1);
}

}  // namespace
}  // namespace haat::test
