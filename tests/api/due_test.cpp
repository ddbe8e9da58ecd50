#include <gtest/gtest.h>

#include <fstream>

#include "marketplace-server/store/store.hpp"
#include "tests/api/database.hpp"
#include "tests/unit/scratch.hpp"

namespace haat::server {
namespace {

std::unique_ptr<Store> store_with_one(const test::Scratch& scratch, State state) {
  auto store = Store::open(test::database_of(scratch.path())).value();
  Submission submission;
  submission.id = "s";
  submission.course.id = "org.example.a";
  submission.course.version = "1.0.0";
  submission.state = state;
  EXPECT_TRUE(store->change([&](Session& session) { return session.add_submission(submission); }));
  return store;
}

std::int64_t read_so_far() {
  std::ifstream in("/proc/self/io");
  std::string name;
  std::int64_t bytes = 0;
  in >> name >> bytes;
  EXPECT_EQ(name, "rchar:");
  return bytes;
}

// Whoever accepts a submission publishes it. If that failed, it is due: a while later, or at once
// where the clock says by now that it was decided in the future.
TEST(Due, IsWhatWasDecidedBeforeTheClockWasSetBack) {
  const test::Scratch scratch;
  const auto store = store_with_one(scratch, State::accepted);
  ASSERT_TRUE(test::open_database(scratch.path())
                  ->script("UPDATE submissions SET decided_at = '2026-01-01T12:00:00Z'"));
  const auto due_at = [&](const char* now) {
    return store
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

// It is asked every second, so it must not cost more where more is live.
TEST(Due, IsFoundWithoutAWalkThroughAllThatIsLive) {
  const test::Scratch scratch;
  const auto store = store_with_one(scratch, State::live);
  ASSERT_TRUE(test::open_database(scratch.path())
                  ->script("INSERT INTO submissions(id, course, version, course_json, standard, "
                           "digest, blob, size, state, submitted_by, submitted_at, findings, "
                           "signatures, report_digest) "
                           "WITH RECURSIVE numbers(n) AS "
                           "(SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 5000) "
                           "SELECT id || n, course, version, course_json, standard, digest, blob, "
                           "size, state, submitted_by, submitted_at, '[\"" +
                           std::string(2000, 'x') +
                           "\"]', signatures, report_digest FROM submissions, numbers"));
  const auto before = read_so_far();
  const auto due = store->view([](Session& session) {
    return session.due_submissions(parse_rfc3339("2026-01-01T12:00:00Z").value(), 10);
  });
  EXPECT_TRUE(due.value().to_retire.empty());
  EXPECT_LT(read_so_far() - before, 1'000'000) << "of 10 MB";
}

}  // namespace
}  // namespace haat::server
