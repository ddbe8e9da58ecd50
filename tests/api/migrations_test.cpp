#include "marketplace-server/store/sqlite/migrations.hpp"

#include <gtest/gtest.h>

#include "marketplace-server/store/sqlite/sqlite_database.hpp"
#include "marketplace-server/store/store.hpp"
#include "tests/unit/scratch.hpp"

namespace haat::test {
namespace {

using namespace server;

// What a server of the first form could have left: a course that is live, one that it took the
// place of, one that waits, one that was sent back, and a provider's.
constexpr const char* first_form = R"sql(
INSERT INTO accounts(name, role, namespace, token_hash, created_at) VALUES
  ('asha', 'partner', 'org.example', 'h1', '2026-01-01T00:00:00Z'), ('cura', 'curator', NULL, 'h2', '2026-01-01T00:00:00Z');
INSERT INTO submissions(id, course, version, course_json, standard, digest, blob, size, state, submitted_by, submitted_at,
    decided_by, decided_at, reason, findings, signatures, report_digest) VALUES
  ('s1', 'org.example.a', '1.0.0', '{"id":"org.example.a","version":"1.0.0","title":{"en":"A"}}', 'SCORM 1.2', 'd1', 'b1', 1, 'superseded', 'asha', '2026-01-02T00:00:00Z', 'cura', '2026-01-03T00:00:00Z', NULL, '[]', '[]', 'r1'),
  ('s2', 'org.example.a', '1.1.0', '{"id":"org.example.a","version":"1.1.0","title":{"en":"A"}}', 'SCORM 1.2', 'd2', 'b2', 2, 'live', 'asha', '2026-01-04T00:00:00Z', 'cura', '2026-01-05T00:00:00Z', NULL, '[]', '[]', 'r2'),
  ('s3', 'org.example.b', '1.0.0', '{"id":"org.example.b","version":"1.0.0","title":{"en":"B"}}', 'SCORM 1.2', 'd3', 'b3', 3, 'in_review', 'provider:drop', '2026-01-06T00:00:00Z', NULL, NULL, NULL, '[]', '[]', 'r3'),
  ('s4', 'org.example.c', '1.0.0', '{"id":"org.example.c","version":"1.0.0","title":{"en":"C"}}', 'SCORM 1.2', 'd4', 'b4', 4, 'rejected', 'asha', '2026-01-07T00:00:00Z', 'cura', '2026-01-08T00:00:00Z', 'too short', '[]', '[]', 'r4');
INSERT INTO releases(course, version, submission, course_json, standard, digest, blob, size, published_at, superseded_at) VALUES
  ('org.example.a', '1.0.0', 's1', '{"id":"org.example.a","version":"1.0.0","title":{"en":"A"}}', 'SCORM 1.2', 'd1', 'c1', 1, '2026-01-03T00:00:00Z', '2026-01-05T00:00:00Z'),
  ('org.example.a', '1.1.0', 's2', '{"id":"org.example.a","version":"1.1.0","title":{"en":"A"}}', 'SCORM 1.2', 'd2', 'c2', 2, '2026-01-05T00:00:00Z', NULL);
INSERT INTO live_search(rowid, id, title, description, provider, competencies) VALUES(2, 'org.example.a', 'a', '', '', '');
INSERT INTO provider_courses VALUES('drop', 'x', 'B', '', 'en', '', '1.0.0', '', 1, 's3', 1);
INSERT INTO keys(id, account, line, created_at) VALUES('k1', 'asha', 'haat-ed25519 AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA= asha', '2026-01-01T00:00:00Z');
INSERT INTO audit VALUES(1, '2026-01-01T00:00:00Z', 'system', 'account.created', 'asha', '{}', 'p', 'q');
)sql";

class Migrations : public testing::TestWithParam<int> {};

// However old the form that a database has, nothing that was in it is lost on the way to ours.
TEST_P(Migrations, KeepWhatWasThere) {
  const Scratch scratch;
  const auto path = scratch / "haat.sqlite";
  {
    auto database = SqliteDatabase::open(path);
    ASSERT_TRUE(database.has_value());
    ASSERT_TRUE(migrate_sqlite(**database, 1).has_value());
    ASSERT_TRUE((*database)->script(first_form).has_value());
    const auto there = migrate_sqlite(**database, GetParam());
    ASSERT_TRUE(there.has_value()) << there.error().message;
  }
  const auto store = Store::open(path);
  ASSERT_TRUE(store.has_value()) << store.error().message;
  (*store)->view([](Session& session) -> Result<void> {
    const std::pair<const char*, State> states[] = {{"s1", State::superseded},
                                                    {"s2", State::live},
                                                    {"s3", State::in_review},
                                                    {"s4", State::rejected}};
    for (const auto& [id, state] : states) {
      const auto submission = session.find_submission(id);
      EXPECT_TRUE(submission && submission->state == state) << id;
    }
    EXPECT_EQ(session.find_submission("s4")->reason, "too short");
    EXPECT_EQ(session.find_submission("s2")->revision, 1);
    EXPECT_EQ(session.find_served("org.example.a").value()->course.version, "1.1.0");
    EXPECT_EQ(session.find_release("org.example.a", "1.0.0").value()->state, State::superseded);
    EXPECT_EQ(session.find_offer("drop", "x").value()->submission, "s3");
    const auto asha = session.find_account("asha").value();
    EXPECT_EQ(asha->threshold, 1);
    EXPECT_EQ(asha->partner, "asha");
    EXPECT_EQ(asha->name_space, "org.example");
    EXPECT_EQ(session.find_account("cura").value()->partner, "");
    EXPECT_EQ(session.namespace_owner("org.example.a").value()->name, "asha");
    const auto holder = session.holder_of_token("h1").value();
    EXPECT_EQ(holder->account.name, "asha");
    EXPECT_EQ(holder->token.scopes, std::vector<std::string>{"*"});
    EXPECT_FALSE(holder->token.expires_at);
    EXPECT_EQ(session.keys_of("asha").value().size(), 1u);
    EXPECT_EQ(session.history("asha").value().size(), 1u);
    return {};
  });
  // And the newest form's own rules hold: one served release a course.
  (*store)->change([](Session& session) -> Result<void> {
    const auto clash = session.set_release_state("s1", State::live, "listed", Time{});
    EXPECT_FALSE(clash.has_value());
    return clash;
  });
}

INSTANTIATE_TEST_SUITE_P(FromEveryForm, Migrations,
                         testing::Range(1, static_cast<int>(newest_sqlite_form()) + 1));

}  // namespace
}  // namespace haat::test
