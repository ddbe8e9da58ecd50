#include <gtest/gtest.h>

#include "sdk/host/worker/in_process.hpp"
#include "tests/providers/market.hpp"

namespace haat::test {
namespace {

using namespace std::chrono_literals;
using State = ProviderHealth::State;

Market::Terms here() {
  Market::Terms terms;
  terms.in_process = run_in_process;
  return terms;
}

TEST(InProcess, IsNeverTheDefault) {
  EXPECT_FALSE(ProviderHost::Options().in_process);
}

TEST(InProcess, AnswersAsAWorkerDoesAndSaysWhereItRuns) {
  Market here_market(here());
  Market market;
  for (const char* cursor : {"", "second", "third"})
    EXPECT_EQ(here_market.titles("good", cursor), market.titles("good", cursor)) << cursor;
  std::size_t bytes = 0;
  const auto fetched =
      here_market.host().fetch("good", "3000000", [&](std::string_view piece) -> Result<void> {
        bytes += piece.size();
        return {};
      });
  ASSERT_TRUE(fetched) << fetched.error().message;
  EXPECT_EQ(bytes, 3'000'000u);

  const ProviderHealth health = here_market.health("good");
  EXPECT_EQ(health.process, 0);
  EXPECT_NE(health.sentence.find("in this process, with all of its rights"), std::string::npos)
      << health.sentence;
  EXPECT_EQ(market.health("good").sentence.find("in this process"), std::string::npos);
}

TEST(InProcess, ThereIsNoSandbox) {
  Market market(here());
  market.open("forbidden", "forbidden.so", "\"\"");
  ASSERT_EQ(market.reaches("forbidden", State::running).state, State::running);
  EXPECT_EQ(market.title("forbidden", "passwd"), "done");
}

TEST(InProcess, ACallHasADay) {
  Market::Terms terms = here();
  terms.call_deadline = 1ms;
  terms.load_deadline = 1ms;
  Market market(terms);
  EXPECT_TRUE(market.good_answers());
  market.open("sized", "sized.so");
  ASSERT_EQ(market.reaches("sized", State::running).state, State::running);
  const auto page = market.host().records("sized", "1000000");
  ASSERT_TRUE(page) << page.error().message;
  EXPECT_EQ(page->rows.size(), 4u);
}

TEST(InProcess, WhatCannotRunIsRefusedByTheSameWords) {
  Market market(here());
  market.open("foreign", "other_abi.so");
  const ProviderHealth health = market.reaches("foreign", State::refused);
  EXPECT_EQ(health.state, State::refused);
  EXPECT_NE(health.sentence.find("was built for provider ABI"), std::string::npos)
      << health.sentence;
  EXPECT_TRUE(market.good_answers());
}

}  // namespace
}  // namespace haat::test
