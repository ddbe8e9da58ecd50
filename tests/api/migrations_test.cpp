#include "marketplace-server/store/sqlite/migrations.hpp"

#include <gtest/gtest.h>

#include <thread>

#include "marketplace-server/store/sqlite/sqlite_database.hpp"
#include "marketplace-server/store/store.hpp"
#include "tests/api/first_form.hpp"
#include "tests/api/server_process.hpp"
#include "tests/unit/scratch.hpp"

namespace haat::test {
namespace {

using namespace server;

class Migrations : public testing::TestWithParam<int> {};

// However old the form that a database has, nothing that was in it is lost on the way to ours.
TEST_P(Migrations, KeepWhatWasThere) {
  const Scratch scratch;
  const auto path = scratch / "haat.sqlite";
  {
    auto database = SqliteDatabase::open(path);
    ASSERT_TRUE(database.has_value());
    ASSERT_TRUE(fill_first_form(**database));
    const auto there = migrate_sqlite(**database, GetParam());
    ASSERT_TRUE(there.has_value()) << there.error().message;
  }
  const auto store = Store::open(path);
  ASSERT_TRUE(store.has_value()) << store.error().message;
  EXPECT_EQ(lost_of_first_form(**store), "");
  // And the newest form's own rules hold: one served release a course.
  (*store)->change([](Session& session) -> Result<void> {
    const auto clash = session.set_release_state("s1", State::live, "listed", Time{});
    EXPECT_FALSE(clash.has_value());
    return clash;
  });
}

// Whoever comes second waits, and finds nothing left to do.
TEST_P(Migrations, ByEightAtOnce) {
  const Scratch scratch;
  const auto path = scratch / "haat.sqlite";
  {
    const auto database = SqliteDatabase::open(path).value();
    ASSERT_TRUE(fill_first_form(*database));
    ASSERT_TRUE(migrate_sqlite(*database, GetParam()));
  }
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i)
    threads.emplace_back([&] {
      const auto store = Store::open(path);
      ASSERT_TRUE(store.has_value()) << store.error().message;
      EXPECT_EQ(lost_of_first_form(**store), "");
    });
  for (std::thread& thread : threads) thread.join();
}

// Servers of that form may be at work on it, and would be left behind.
TEST(UpkeepOfAnEarlierForm, IsRefused) {
  const Scratch scratch;
  {
    const auto database = SqliteDatabase::open(scratch / "haat.sqlite").value();
    ASSERT_TRUE(fill_first_form(*database));
    ASSERT_TRUE(migrate_sqlite(*database, newest_sqlite_form() - 1));
  }
  for (const char* command : {"fsck", "gc"}) {
    const Ended ended = run_server({command, "--data", scratch.path().string()});
    EXPECT_EQ(ended.code, 3) << command;
    EXPECT_EQ(ended.out, "");
    EXPECT_NE(ended.err.find("or start this one first [database-older]"), std::string::npos)
        << ended.err;
  }
  const auto database = SqliteDatabase::open(scratch / "haat.sqlite").value();
  EXPECT_EQ(sqlite_form_of(*database).value(), newest_sqlite_form() - 1);
}

INSTANTIATE_TEST_SUITE_P(FromEveryForm, Migrations,
                         testing::Range(1, static_cast<int>(newest_sqlite_form()) + 1));

}  // namespace
}  // namespace haat::test
