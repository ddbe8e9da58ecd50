#include <gtest/gtest.h>

#include <atomic>
#include <filesystem>
#include <thread>
#include <vector>

#include "tests/providers/market.hpp"

// A provider's file is replaced while others call it.
namespace haat::test {
namespace {

using namespace std::chrono_literals;
namespace fs = std::filesystem;
using State = ProviderHealth::State;

class Succession : public testing::Test {
 protected:
  // Another file in its place, at one moment.
  void put(const std::string& library) const {
    fs::copy_file(fs::path(PLUGINS) / library, folder_.path() / "next");
    fs::rename(folder_.path() / "next", file_);
  }
  // Whether its health says so within half a minute.
  bool says(const std::string& words) const {
    for (int tries = 0; tries < 3000; ++tries, std::this_thread::sleep_for(10ms))
      if (market_.health("e").sentence.find(words) != std::string::npos) return true;
    return false;
  }
  bool answers(const std::string& title) {
    for (int tries = 0; tries < 3000; ++tries, std::this_thread::sleep_for(10ms))
      if (market_.title("e", "") == title) return true;
    return false;
  }

  TemporaryFolder folder_;
  const fs::path file_ = folder_.path() / "e.so";
  Market market_;
};

TEST_F(Succession, OfANewVersionLosesNoCall) {
  put("edition_1.so");
  market_.open("e", file_);
  market_.reaches("e", State::running);
  std::atomic<int> calls = 0;
  std::atomic<int> new_ones = 0;
  std::vector<std::thread> callers;
  for (int i = 0; i < 4; ++i)
    callers.emplace_back([&] {
      for (bool seen_new = false; calls < 20'000 && (calls < 4'000 || new_ones < 1'000);) {
        const auto page = market_.host().list("e", "");
        ASSERT_TRUE(page) << page.error().message;
        const bool is_new = page->courses.front().title == "2";
        EXPECT_TRUE(is_new || !seen_new) << "the old one answered after the new one";
        seen_new = is_new;
        ++calls;
        new_ones += is_new ? 1 : 0;
        if (new_ones == 0) std::this_thread::sleep_for(1ms);
      }
    });
  while (calls < 500) std::this_thread::sleep_for(1ms);
  put("edition_2.so");
  for (std::thread& caller : callers) caller.join();
  EXPECT_GE(calls, 4'000);
  EXPECT_GE(new_ones, 1'000);
  EXPECT_EQ(market_.health("e").version, "2.0.0");
  EXPECT_TRUE(market_.logged("e", "version 2.0.0 in place of 1.0.0"));
}

TEST_F(Succession, LetsAFetchEndWhereItBegan) {
  put("edition_1.so");
  market_.open("e", file_);
  market_.reaches("e", State::running);
  std::string fetched;
  const auto done = market_.host().fetch("e", "1", [&](std::string_view piece) -> Result<void> {
    if (fetched.empty()) {
      put("edition_2.so");
      while (market_.health("e").version != "2.0.0") std::this_thread::sleep_for(10ms);
      EXPECT_EQ(market_.title("e", ""), "2") << "others are not kept waiting";
    }
    fetched += piece;
    return {};
  });
  EXPECT_TRUE(done) << done.error().message;
  EXPECT_EQ(fetched, std::string(4'000'000, '1'));
}

TEST_F(Succession, OfOneThatDoesNotLoadIsNone) {
  put("edition_1.so");
  market_.open("e", file_);
  const int process = market_.reaches("e", State::running).process;
  put("abort_at_load.so");
  EXPECT_TRUE(
      says("; the new version of its file is not in force: crashed (aborted) while being "
           "loaded"))
      << market_.health("e").sentence;
  put("other_abi.so");
  EXPECT_TRUE(says("is not in force: e.so was built for provider ABI 2, this host speaks 1"))
      << market_.health("e").sentence;
  EXPECT_EQ(market_.title("e", ""), "1");
  EXPECT_EQ(market_.health("e").process, process) << "it was the old one all the time";
  put("edition_2.so");
  EXPECT_TRUE(answers("2"));
  EXPECT_FALSE(market_.health("e").sentence.find("in force") != std::string::npos);
}

TEST_F(Succession, OfARefusedOneNeedsNobody) {
  market_.open("e", file_);
  market_.reaches("e", State::refused);
  put("edition_1.so");
  EXPECT_EQ(market_.reaches("e", State::running).state, State::running);
  EXPECT_TRUE(answers("1"));
}

}  // namespace
}  // namespace haat::test
