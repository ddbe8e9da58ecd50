#include <gtest/gtest.h>

#include "marketplace-server/store/store.hpp"
#include "tests/api/database.hpp"
#include "tests/unit/scratch.hpp"

namespace haat::server {
namespace {

// Whoever accepts a submission publishes it. If that failed, it is due: a while later, or at once
// where the clock says by now that it was decided in the future.
TEST(Due, IsWhatWasDecidedBeforeTheClockWasSetBack) {
  const test::Scratch scratch;
  const auto store = Store::open(test::database_of(scratch.path()));
  ASSERT_TRUE(store) << store.error().message;
  Submission submission;
  submission.id = "s";
  submission.course.id = "org.example.a";
  submission.course.version = "1.0.0";
  submission.state = State::accepted;
  ASSERT_TRUE(
      (*store)->change([&](Session& session) { return session.add_submission(submission); }));
  ASSERT_TRUE(test::open_database(scratch.path())
                  ->script("UPDATE submissions SET decided_at = '2026-01-01T12:00:00Z'"));
  const auto due_at = [&](const char* now) {
    return (*store)
        ->view([&](Session& session) {
          return session.due_submissions(parse_rfc3339(now).value(), 10);
        })
        .value()
        .to_publish.size();
  };
  EXPECT_EQ(due_at("2026-01-01T12:00:02Z"), 0u);
  EXPECT_EQ(due_at("2026-01-01T12:00:05Z"), 1u);
  EXPECT_EQ(due_at("2026-01-01T11:59:58Z"), 0u);
  EXPECT_EQ(due_at("2026-01-01T11:00:00Z"), 1u);
}

}  // namespace
}  // namespace haat::server
