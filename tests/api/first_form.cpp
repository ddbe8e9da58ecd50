#include "tests/api/first_form.hpp"

#include "marketplace-server/store/sqlite/migrations.hpp"

namespace haat::test {
namespace {

using namespace server;

constexpr const char* rows = R"sql(
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

// Live courses, each with a release.
constexpr const char* many = R"sql(
INSERT INTO submissions(id, course, version, course_json, standard, digest, blob, size, state, submitted_by, submitted_at,
    decided_by, decided_at, reason, findings, signatures, report_digest)
  WITH RECURSIVE n(i) AS (SELECT 1 WHERE ?1 > 0 UNION ALL SELECT i + 1 FROM n WHERE i < ?1)
  SELECT 'm' || i, 'org.example.m' || i, '1.0.0', '{"id":"org.example.m' || i || '","version":"1.0.0","title":{"en":"Course ' || i || '"}}',
    'SCORM 1.2', 'dm' || i, 'bm' || i, i, 'live', 'asha', '2026-01-04T00:00:00Z', 'cura', '2026-01-05T00:00:00Z', NULL, '[]', '[]', 'rm' || i FROM n
)sql";
constexpr const char* released = R"sql(
INSERT INTO releases(course, version, submission, course_json, standard, digest, blob, size, published_at, superseded_at)
  SELECT course, version, id, course_json, standard, digest, 'c' || blob, size, decided_at, NULL FROM submissions WHERE id LIKE 'm%'
)sql";

}  // namespace

Result<void> fill_first_form(Database& database, int more) {
  HAAT_TRY_VOID(migrate_sqlite(database, 1));
  HAAT_TRY_VOID(database.script(rows));
  HAAT_TRY_VOID(database.run(many, more));
  return database.run(released).map([](int) {});
}

std::string lost_of_first_form(Store& store, int more) {
  std::string lost;
  const auto expect = [&](bool there, const std::string& what) {
    if (!there) lost += what + "\n";
  };
  const auto looked = store.view([&](Session& session) -> Result<void> {
    const std::pair<const char*, State> states[] = {{"s1", State::superseded},
                                                    {"s2", State::live},
                                                    {"s3", State::in_review},
                                                    {"s4", State::rejected}};
    for (const auto& [id, state] : states) {
      const auto submission = session.find_submission(id);
      expect(submission && submission->state == state, std::string("the state of ") + id);
    }
    HAAT_TRY(const auto sent_back, session.find_submission("s4"));
    expect(sent_back.reason == "too short", "the reason of s4");
    HAAT_TRY(const auto live, session.find_submission("s2"));
    expect(live.revision == 1, "the revision of s2");
    HAAT_TRY(const auto served, session.find_served("org.example.a"));
    expect(served && served->course.version == "1.1.0", "the course that is served");
    HAAT_TRY(const auto old_one, session.find_release("org.example.a", "1.0.0"));
    expect(old_one && old_one->state == State::superseded, "the release before");
    HAAT_TRY(const auto offer, session.find_offer("drop", "x"));
    expect(offer && offer->submission == "s3", "the provider's course");
    HAAT_TRY(const auto asha, session.find_account("asha"));
    expect(asha && asha->threshold == 1 && asha->partner == "asha" &&
               asha->name_space == "org.example",
           "asha, and whom she works for");
    HAAT_TRY(const auto cura, session.find_account("cura"));
    expect(cura && cura->partner.empty(), "cura, who works for no partner");
    HAAT_TRY(const auto owner, session.namespace_owner("org.example.a"));
    expect(owner && owner->name == "asha", "whose namespace it is");
    HAAT_TRY(const auto holder, session.holder_of_token("h1"));
    expect(holder && holder->account.name == "asha" && !holder->token.expires_at &&
               holder->token.scopes == std::vector<std::string>{"*"},
           "asha's token");
    HAAT_TRY(const auto keys, session.keys_of("asha"));
    expect(keys.size() == 1, "asha's key");
    HAAT_TRY(const auto history, session.history("asha"));
    expect(history.size() == 1, "the line of the log");
    for (int i = 1; i <= more; ++i) {
      const std::string course = "org.example.m" + std::to_string(i);
      HAAT_TRY(const auto release, session.find_served(course));
      expect(release && release->submission == "m" + std::to_string(i), course);
    }
    return {};
  });
  if (!looked) lost += looked.error().message + "\n";
  return lost;
}

}  // namespace haat::test
