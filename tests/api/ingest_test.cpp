#include <gtest/gtest.h>

#include "core/clock.hpp"
#include "marketplace-server/catalogue/cursor_loop.hpp"
#include "marketplace-server/catalogue/empty_pages.hpp"
#include "marketplace-server/catalogue/judge_completion.hpp"
#include "marketplace-server/store/store.hpp"
#include "tests/api/database.hpp"
#include "tests/unit/scratch.hpp"

// The parts of taking a provider's catalogue that need no provider.
namespace haat::server {
namespace {

TEST(CursorLoop, IsClosedWithinThreeTimesItsLength) {
  for (const int length : {1, 2, 3, 7, 100, 1000}) {
    for (const int before : {0, 1, 5, 50}) {
      CursorLoop loop;
      int pages = 0;
      while (
          !loop.closed_by(std::to_string(pages < before ? -pages - 1 : (pages - before) % length)))
        ASSERT_LT(++pages, 3 * (length + before) + 3);
    }
  }
}

TEST(CursorLoop, IsNoneWhereCursorsDiffer) {
  CursorLoop loop;
  for (int page = 0; page < 10'000; ++page) EXPECT_FALSE(loop.closed_by(std::to_string(page)));
}

TEST(EmptyPages, AreTooManyOnlyInARow) {
  EmptyPages pages;
  for (int round = 0; round < 3; ++round) {
    for (int page = 0; page < EmptyPages::most; ++page) EXPECT_FALSE(pages.too_many_with(true));
    EXPECT_FALSE(pages.too_many_with(false));
  }
  for (int page = 0; page < EmptyPages::most; ++page) EXPECT_FALSE(pages.too_many_with(true));
  EXPECT_TRUE(pages.too_many_with(true));
}

struct Case {
  ProviderCompletion told;
  const char* verdict;
  const char* reason;
};

TEST(Completion, IsJudgedByWhatComesFirst) {
  const Time now = *parse_rfc3339("2026-11-23T12:00:00Z");
  OfferedCourse course;
  course.duration = "PT1H";
  const Case cases[] = {
      {{"l", "c", "", "2026-11-23T12:04:00Z", {}, {}, ""}, "plausible", ""},
      {{"l", "c", "", "2026-11-23T17:30:00.25+05:30", 1.0, {}, ""}, "plausible", ""},
      {{"l", "c", "2026-11-22T09:00:00Z", "2026-11-22T09:06:00Z", {}, {}, ""}, "plausible", ""},
      {{"l", "c", "2026-11-22T09:00:00Z", "2026-11-22T09:05:59Z", {}, {}, ""},
       "implausibly-quick",
       "it took 359 s, less than a tenth of the course's PT1H"},
      {{"l", "c", "2026-11-22T09:00:00Z", "2026-11-22T19:00:00Z", {}, 0.01, ""},
       "implausibly-quick",
       "it took 36 s, less than a tenth of the course's PT1H"},
      {{"l", "c", "2026-11-22T09:00:00+05:30", "2026-11-22T03:29:59Z", {}, {}, ""},
       "finished-before-begun",
       "it was finished at 2026-11-22T03:29:59Z and begun at 2026-11-22T03:30:00Z"},
      {{"l", "c", "", "2026-11-23T12:05:01Z", {}, {}, ""},
       "in-the-future",
       "it was finished at 2026-11-23T12:05:01Z, which is yet to come"},
      {{"l", "c", "", "23.11.2026", {}, {}, ""},
       "time-unreadable",
       "23.11.2026 is no time such as 2026-11-23T12:11:46+05:30"},
      {{"l", "c", "yesterday", "2026-11-22T03:29:59Z", {}, {}, ""},
       "time-unreadable",
       "yesterday is no time such as 2026-11-23T12:11:46+05:30"},
      {{"l", "c", "", "2026-11-22T03:29:59+25:00", {}, {}, ""},
       "time-unreadable",
       "2026-11-22T03:29:59+25:00 is no time such as 2026-11-23T12:11:46+05:30"},
      {{"l", "c", "", "2026-11-22T03:29:59Z", 87.0, {}, ""},
       "number-impossible",
       "the score 87.000000 is not from 0 to 1"},
      {{"l", "c", "", "2026-11-22T03:29:59Z", {}, -1.0, ""},
       "number-impossible",
       "nobody learns for -1.000000 hours"},
  };
  for (const Case& one : cases) {
    const Completion judged = judge_completion("acme", one.told, course, now);
    EXPECT_EQ(judged.verdict, one.verdict) << one.told.finished_at;
    EXPECT_EQ(judged.reason, one.reason);
  }
  EXPECT_EQ(judge_completion("acme", cases[0].told, std::nullopt, now).verdict, "course-unknown");
  course.duration = "about an hour";
  EXPECT_EQ(judge_completion("acme", cases[3].told, course, now).verdict, "plausible");
}

TEST(GoneOffers, AreForgottenBeyondALimitUnlessTheyWereSubmitted) {
  const test::Scratch scratch;
  const auto store = Store::open(test::database_of(scratch.path()));
  ASSERT_TRUE(store) << store.error().message;
  const auto done = (*store)->change([](Session& session) -> Result<void> {
    for (int i = 0; i < 10; ++i) {
      OfferedCourse offer;
      offer.provider = "acme";
      offer.external_id = offer.title = std::to_string(i);
      HAAT_TRY_VOID(session.put_offer(offer, 1, true));
      HAAT_TRY_VOID(session.bury_offer("acme", offer.external_id, Time{std::chrono::seconds{i}}));
    }
    return session.forget_gone_offers("acme", 3);
  });
  ASSERT_TRUE(done) << done.error().message;
  const auto left =
      (*store)->view([](Session& session) { return session.offers("acme", PageRequest{}); });
  ASSERT_EQ(left->items.size(), 3u);
  EXPECT_EQ(left->items[0].external_id, "7");
  EXPECT_EQ(left->items[0].gone_at, "1970-01-01T00:00:07Z");
}

// Whichever servers of a store take a provider's catalogue at one time.
TEST(TwoRunsAtOnce, OnlyTheOneThatWasBegunLastWrites) {
  const test::Scratch scratch;
  const auto store = Store::open(test::database_of(scratch.path()));
  ASSERT_TRUE(store) << store.error().message;
  const auto begin = [&] {
    return (*store)->change([](Session& session) { return session.begin_ingest("acme"); }).value();
  };
  const auto put = [&](const Ingest& ingest, const std::string& course) {
    return (*store)->change([&](Session& session) -> Result<void> {
      OfferedCourse offer;
      offer.provider = "acme";
      offer.external_id = offer.title = course;
      HAAT_TRY_VOID(session.put_offer(offer, 1, true));
      return session.put_ingest(ingest);
    });
  };
  const Ingest first = begin();
  EXPECT_TRUE(put(first, "a"));
  const Ingest second = begin();
  const auto late = put(first, "b");
  ASSERT_FALSE(late);
  EXPECT_EQ(late.error().id, "ingest-superseded");
  EXPECT_TRUE(put(second, "c"));
  const auto offers =
      (*store)->view([](Session& session) { return session.offers("acme", PageRequest{}); });
  ASSERT_EQ(offers->items.size(), 2u);
  EXPECT_EQ(offers->items[1].external_id, "c");
}

TEST(AskedIngest, IsAskedForUntilItIsBegun) {
  const test::Scratch scratch;
  const auto store = Store::open(test::database_of(scratch.path()));
  const auto asked = [&] {
    return (*store)->view([](Session& session) { return session.asked_ingests(); }).value();
  };
  ASSERT_TRUE((*store)->change([](Session& session) { return session.ask_ingest("acme"); }));
  EXPECT_EQ(asked(), std::set<std::string>{"acme"});
  const auto begun =
      (*store)->change([](Session& session) { return session.begin_ingest("acme"); });
  EXPECT_TRUE(asked().empty());
  // Asked for once more while it runs, which its end does not take away.
  ASSERT_TRUE((*store)->change([](Session& session) { return session.ask_ingest("acme"); }));
  ASSERT_TRUE((*store)->change([&](Session& session) { return session.put_ingest(*begun); }));
  EXPECT_EQ(asked(), std::set<std::string>{"acme"});
}

// A run of fewer rows than the one before, and one that is still under way.
TEST(IngestRows, AreThoseOfTheRunThatKeepsThem) {
  const test::Scratch scratch;
  const auto store = Store::open(test::database_of(scratch.path()));
  const auto run = [&](int rows) {
    return (*store)->change([&](Session& session) -> Result<void> {
      HAAT_TRY(Ingest ingest, session.begin_ingest("acme"));
      for (int i = 1; i <= rows; ++i) {
        IngestRow row;
        row.number = ingest.kept_rows = i;
        row.verdict = "added";
        HAAT_TRY_VOID(session.put_ingest_row("acme", row));
      }
      return session.put_ingest(ingest);
    });
  };
  const auto forget = [&](int most) {
    return (*store)
        ->change([&](Session& session) { return session.forget_ingest_rows("acme", 2, most); })
        .value();
  };
  ASSERT_TRUE(run(7));
  ASSERT_TRUE(run(2));
  const auto rows =
      (*store)->view([](Session& session) { return session.ingest_rows("acme", "", {}); });
  EXPECT_EQ(rows->items.size(), 2u);
  EXPECT_EQ(forget(3), 3);
  EXPECT_EQ(forget(3), 2);
  EXPECT_EQ(forget(3), 0);
}

}  // namespace
}  // namespace haat::server
