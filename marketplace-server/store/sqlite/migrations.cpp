#include "marketplace-server/store/sqlite/migrations.hpp"

#include <array>
#include <string>

#include "marketplace-server/store/transaction.hpp"

namespace haat::server {
namespace {

// Append only: a step that was released is never edited, since databases exist that have taken it.
const std::array steps = {
    // 1
    R"sql(
CREATE TABLE accounts(
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL UNIQUE,
  role TEXT NOT NULL,
  namespace TEXT,
  token_hash TEXT NOT NULL UNIQUE,
  created_at TEXT NOT NULL
) STRICT;

CREATE TABLE keys(
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  account TEXT NOT NULL REFERENCES accounts(name),
  line TEXT NOT NULL,
  created_at TEXT NOT NULL
) STRICT;
CREATE INDEX keys_of_account ON keys(account);

CREATE TABLE submissions(
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  course TEXT NOT NULL,
  version TEXT NOT NULL,
  course_json TEXT NOT NULL,
  standard TEXT NOT NULL,
  digest TEXT NOT NULL,
  blob TEXT NOT NULL,
  size INTEGER NOT NULL,
  state TEXT NOT NULL CHECK(state IN ('in_review', 'rejected', 'live', 'superseded')),
  submitted_by TEXT NOT NULL,
  submitted_at TEXT NOT NULL,
  decided_by TEXT,
  decided_at TEXT,
  reason TEXT,
  findings TEXT NOT NULL,
  signatures TEXT NOT NULL,
  report_digest TEXT NOT NULL
) STRICT;
CREATE INDEX submissions_of_course ON submissions(course, version);
CREATE INDEX submissions_in_state ON submissions(state, number);
CREATE INDEX submissions_by ON submissions(submitted_by, number);

CREATE TABLE releases(
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  course TEXT NOT NULL,
  version TEXT NOT NULL,
  submission TEXT NOT NULL UNIQUE REFERENCES submissions(id),
  course_json TEXT NOT NULL,
  standard TEXT NOT NULL,
  digest TEXT NOT NULL,
  blob TEXT NOT NULL,
  size INTEGER NOT NULL,
  published_at TEXT NOT NULL,
  superseded_at TEXT,
  UNIQUE(course, version)
) STRICT;
CREATE UNIQUE INDEX live_release ON releases(course) WHERE superseded_at IS NULL;
CREATE INDEX live_releases ON releases(number) WHERE superseded_at IS NULL;

CREATE VIRTUAL TABLE live_search USING fts5(
  id, title, description, provider, competencies,
  tokenize="unicode61 remove_diacritics 2 categories 'L* N* Co Mn Mc'");

CREATE TABLE provider_courses(
  provider TEXT NOT NULL,
  external_id TEXT NOT NULL,
  title TEXT NOT NULL,
  description TEXT NOT NULL,
  language TEXT NOT NULL,
  duration TEXT NOT NULL,
  version TEXT NOT NULL,
  licence TEXT NOT NULL,
  has_package INTEGER NOT NULL,
  submission TEXT REFERENCES submissions(id),
  sweep INTEGER NOT NULL,
  PRIMARY KEY(provider, external_id)
) STRICT;

CREATE TABLE audit(
  number INTEGER PRIMARY KEY,
  at TEXT NOT NULL,
  actor TEXT NOT NULL,
  action TEXT NOT NULL,
  subject TEXT NOT NULL,
  details TEXT NOT NULL,
  previous TEXT NOT NULL,
  hash TEXT NOT NULL UNIQUE
) STRICT;
CREATE TRIGGER audit_is_not_edited BEFORE UPDATE ON audit
  BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
CREATE TRIGGER audit_is_not_deleted BEFORE DELETE ON audit
  BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
)sql",
    // 2: the transparency log: its entries, and every node of the tree over them
    R"sql(
CREATE TABLE log_entries(
  number INTEGER PRIMARY KEY,
  entry TEXT NOT NULL,
  package TEXT
) STRICT;
CREATE INDEX log_entries_of_package ON log_entries(package, number) WHERE package IS NOT NULL;
CREATE TABLE log_nodes(
  level INTEGER NOT NULL,
  number INTEGER NOT NULL,
  hash TEXT NOT NULL,
  PRIMARY KEY(level, number)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER log_entries_are_not_edited BEFORE UPDATE ON log_entries
  BEGIN SELECT RAISE(ABORT, 'the transparency log is append-only'); END;
CREATE TRIGGER log_entries_are_not_deleted BEFORE DELETE ON log_entries
  BEGIN SELECT RAISE(ABORT, 'the transparency log is append-only'); END;
CREATE TRIGGER log_nodes_are_not_edited BEFORE UPDATE ON log_nodes
  BEGIN SELECT RAISE(ABORT, 'the transparency log is append-only'); END;
CREATE TRIGGER log_nodes_are_not_deleted BEFORE DELETE ON log_nodes
  BEGIN SELECT RAISE(ABORT, 'the transparency log is append-only'); END;
)sql",
    // 3: how many of a partner's keys sign each package
    R"sql(
ALTER TABLE accounts ADD COLUMN threshold INTEGER NOT NULL DEFAULT 1 CHECK(threshold >= 1);
)sql",
    // 4: the catalogue as a TUF repository: what it lists, and the documents that say so
    R"sql(
CREATE TABLE tuf_targets(
  path TEXT PRIMARY KEY,
  path_hash TEXT NOT NULL,
  length INTEGER NOT NULL,
  blob TEXT NOT NULL,
  custom TEXT NOT NULL
) STRICT;
CREATE INDEX tuf_targets_by_hash ON tuf_targets(path_hash);
CREATE TABLE tuf_documents(
  role TEXT NOT NULL,
  version INTEGER NOT NULL,
  expires TEXT NOT NULL,
  text TEXT NOT NULL,
  PRIMARY KEY(role, version)
) STRICT, WITHOUT ROWID;
)sql",
    // 5: the workflow: its states, who endorsed, what was said
    R"sql(
CREATE TABLE submission_states(state TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
INSERT INTO submission_states VALUES
  ('draft'), ('in_review'), ('changes_requested'), ('accepted'), ('live'), ('unlisted'), ('flagged'),
  ('superseded'), ('retired'), ('taken_down'), ('rejected'), ('withdrawn');

CREATE TABLE submissions_new(
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  course TEXT NOT NULL,
  version TEXT NOT NULL,
  course_json TEXT NOT NULL,
  standard TEXT NOT NULL,
  digest TEXT NOT NULL,
  blob TEXT NOT NULL,
  size INTEGER NOT NULL,
  state TEXT NOT NULL REFERENCES submission_states(state),
  submitted_by TEXT NOT NULL,
  submitted_at TEXT NOT NULL,
  decided_by TEXT,
  decided_at TEXT,
  reason TEXT,
  findings TEXT NOT NULL,
  signatures TEXT NOT NULL,
  report_digest TEXT NOT NULL,
  revision INTEGER NOT NULL DEFAULT 1,
  assigned_to TEXT REFERENCES accounts(name),
  publish_at TEXT,
  retire_at TEXT,
  facts TEXT NOT NULL DEFAULT '{"files":{},"findings":{}}',
  statement TEXT
) STRICT;
INSERT INTO submissions_new(number, id, course, version, course_json, standard, digest, blob, size, state,
    submitted_by, submitted_at, decided_by, decided_at, reason, findings, signatures, report_digest)
  SELECT number, id, course, version, course_json, standard, digest, blob, size, state,
    submitted_by, submitted_at, decided_by, decided_at, reason, findings, signatures, report_digest FROM submissions;
DROP TABLE submissions;
ALTER TABLE submissions_new RENAME TO submissions;
CREATE INDEX submissions_of_course ON submissions(course, version);
CREATE INDEX submissions_in_state ON submissions(state, number);
CREATE INDEX submissions_by ON submissions(submitted_by, number);
CREATE INDEX submissions_due ON submissions(state, publish_at) WHERE state = 'accepted';
CREATE INDEX submissions_ending ON submissions(retire_at) WHERE retire_at IS NOT NULL;

ALTER TABLE releases ADD COLUMN state TEXT NOT NULL DEFAULT 'live' REFERENCES submission_states(state);
UPDATE releases SET state = 'superseded' WHERE superseded_at IS NOT NULL;
DROP INDEX live_release;
DROP INDEX live_releases;
CREATE UNIQUE INDEX served_release ON releases(course) WHERE state IN ('live', 'unlisted', 'flagged');
CREATE INDEX listed_releases ON releases(number) WHERE state IN ('live', 'flagged');

CREATE TABLE endorsements(
  submission TEXT NOT NULL REFERENCES submissions(id),
  curator TEXT NOT NULL,
  at TEXT NOT NULL,
  PRIMARY KEY(submission, curator)
) STRICT, WITHOUT ROWID;

CREATE TABLE assessments(
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  submission TEXT NOT NULL REFERENCES submissions(id),
  package TEXT NOT NULL,
  author TEXT NOT NULL,
  self INTEGER NOT NULL,
  answers TEXT NOT NULL,
  rubric TEXT NOT NULL,
  complete INTEGER NOT NULL,
  hundredths INTEGER NOT NULL,
  grade TEXT NOT NULL,
  at TEXT NOT NULL
) STRICT;
CREATE INDEX assessments_of ON assessments(submission, self, number);

CREATE TABLE comments(
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  submission TEXT NOT NULL REFERENCES submissions(id),
  reply_to INTEGER REFERENCES comments(number),
  rule TEXT NOT NULL,
  path TEXT NOT NULL,
  text TEXT NOT NULL,
  author TEXT NOT NULL,
  at TEXT NOT NULL
) STRICT;
CREATE INDEX comments_on ON comments(submission, number);

CREATE INDEX audit_of_subject ON audit(subject, number);
)sql",
    // 6: webhooks, and what they are still to be told
    R"sql(
CREATE TABLE webhooks(
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  account TEXT NOT NULL REFERENCES accounts(name),
  url TEXT NOT NULL,
  secret TEXT NOT NULL,
  events TEXT NOT NULL,
  created_at TEXT NOT NULL,
  stopped TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX webhooks_of_account ON webhooks(account, number);
CREATE TABLE deliveries(
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  webhook TEXT NOT NULL REFERENCES webhooks(id) ON DELETE CASCADE,
  body TEXT NOT NULL,
  state TEXT NOT NULL DEFAULT 'waiting' CHECK(state IN ('waiting', 'delivered', 'dead')),
  attempts INTEGER NOT NULL DEFAULT 0,
  created_at TEXT NOT NULL,
  next_at TEXT NOT NULL,
  status INTEGER NOT NULL DEFAULT 0,
  trouble TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX deliveries_due ON deliveries(next_at, number) WHERE state = 'waiting';
CREATE INDEX deliveries_to ON deliveries(webhook, number);
CREATE INDEX deliveries_waiting ON deliveries(webhook) WHERE state = 'waiting';
)sql",
    // 7: what is suspect waits for a person; scans of what was published
    R"sql(
INSERT INTO submission_states VALUES('quarantined');
CREATE TABLE scans(
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  by TEXT NOT NULL,
  at TEXT NOT NULL,
  pattern TEXT NOT NULL,
  act TEXT NOT NULL,
  reason TEXT NOT NULL,
  cursor INTEGER NOT NULL DEFAULT 0,
  looked_at INTEGER NOT NULL DEFAULT 0,
  found INTEGER NOT NULL DEFAULT 0,
  done INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX scans_running ON scans(number) WHERE done = 0;
CREATE TABLE scan_hits(
  scan TEXT NOT NULL REFERENCES scans(id),
  course TEXT NOT NULL,
  version TEXT NOT NULL,
  submission TEXT NOT NULL REFERENCES submissions(id),
  found TEXT NOT NULL,
  outcome TEXT NOT NULL,
  UNIQUE(scan, submission)
) STRICT;
)sql",
    // 8: what the catalogue holds now, what finds it, and the feed of its changes. What is in
    // `catalogue` and `catalogue_text` is made of live_releases_now, and made anew when the code
    // that makes it changes (catalogue.cpp).
    R"sql(
DROP TABLE live_search;
CREATE VIEW live_releases_now AS SELECT * FROM releases WHERE state IN ('live', 'flagged');
CREATE TABLE catalogue(
  number INTEGER PRIMARY KEY REFERENCES releases(number),
  course TEXT NOT NULL UNIQUE,
  title_key TEXT NOT NULL,
  facets TEXT NOT NULL
) STRICT;
CREATE VIRTUAL TABLE catalogue_text USING fts5(
  title, id, competencies, provider, description, prefix='2 3',
  tokenize="unicode61 remove_diacritics 0 categories 'L* N* Co Mn Mc'");
CREATE VIRTUAL TABLE catalogue_words USING fts5vocab(catalogue_text, 'row');
CREATE TABLE catalogue_index(version INTEGER NOT NULL) STRICT;
CREATE TABLE changes(
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  at TEXT NOT NULL,
  kind TEXT NOT NULL,
  course TEXT NOT NULL,
  release INTEGER NOT NULL REFERENCES releases(number)
) STRICT;
CREATE INDEX changes_of_course ON changes(course, number);
CREATE INDEX changes_by_time ON changes(at, number);
INSERT INTO changes(at, kind, course, release)
  SELECT at, kind, course, number FROM (
    SELECT published_at AS at, 'published' AS kind, course, number FROM releases
    UNION ALL
    SELECT superseded_at, 'superseded', course, number FROM releases WHERE superseded_at IS NOT NULL)
  ORDER BY at, kind DESC, number;
CREATE TRIGGER changes_are_not_edited BEFORE UPDATE ON changes
  BEGIN SELECT RAISE(ABORT, 'the feed of changes is append-only'); END;
CREATE TRIGGER changes_are_not_deleted BEFORE DELETE ON changes
  BEGIN SELECT RAISE(ABORT, 'the feed of changes is append-only'); END;
)sql",
    // 9: courses that providers have no more, how their catalogues were last taken, and who
    // finished what
    R"sql(
ALTER TABLE provider_courses ADD COLUMN gone_at TEXT;
CREATE INDEX provider_courses_gone ON provider_courses(provider, gone_at) WHERE gone_at IS NOT NULL;
CREATE TABLE provider_ingests(
  provider TEXT PRIMARY KEY,
  at TEXT NOT NULL,
  whole INTEGER NOT NULL,
  added INTEGER NOT NULL,
  updated INTEGER NOT NULL,
  unchanged INTEGER NOT NULL,
  gone INTEGER NOT NULL,
  trouble TEXT NOT NULL,
  cursor TEXT NOT NULL,
  completions INTEGER NOT NULL,
  completions_cursor TEXT NOT NULL
) STRICT;
CREATE TABLE provider_completions(
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  provider TEXT NOT NULL,
  learner TEXT NOT NULL,
  external_id TEXT NOT NULL,
  began_at TEXT NOT NULL,
  finished_at TEXT NOT NULL,
  score REAL,
  hours REAL,
  certificate TEXT NOT NULL,
  verdict TEXT NOT NULL,
  reason TEXT NOT NULL,
  heard_at TEXT NOT NULL,
  UNIQUE(provider, learner, external_id, finished_at)
) STRICT;
CREATE INDEX provider_completions_of ON provider_completions(provider, number);
CREATE INDEX provider_completions_judged ON provider_completions(provider, verdict, number);
)sql",
    // 10: partners and their people; many tokens an account
    R"sql(
CREATE TABLE partners(
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL UNIQUE,
  namespace TEXT NOT NULL,
  threshold INTEGER NOT NULL CHECK(threshold >= 1),
  created_at TEXT NOT NULL
) STRICT;
INSERT INTO partners(name, namespace, threshold, created_at)
  SELECT name, namespace, threshold, created_at FROM accounts WHERE role = 'partner' ORDER BY number;

CREATE TABLE accounts_new(
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL UNIQUE,
  role TEXT NOT NULL,
  partner TEXT REFERENCES partners(name),
  created_at TEXT NOT NULL,
  closed_at TEXT,
  password TEXT
) STRICT;
INSERT INTO accounts_new(number, name, role, partner, created_at)
  SELECT number, name, role, CASE role WHEN 'partner' THEN name END, created_at FROM accounts;

CREATE TABLE tokens(
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  account TEXT NOT NULL REFERENCES accounts(name),
  name TEXT NOT NULL,
  hash TEXT NOT NULL UNIQUE,
  scopes TEXT NOT NULL,
  created_at TEXT NOT NULL,
  expires_at TEXT,
  last_used_at TEXT,
  revoked_at TEXT
) STRICT;
INSERT INTO tokens(id, account, name, hash, scopes, created_at)
  SELECT lower(hex(randomblob(8))), name, 'first', token_hash, '*', created_at FROM accounts ORDER BY number;
CREATE INDEX tokens_of_account ON tokens(account, number);

DROP TABLE accounts;
ALTER TABLE accounts_new RENAME TO accounts;
CREATE INDEX accounts_of_partner ON accounts(partner, number) WHERE partner IS NOT NULL;

CREATE TABLE keys_new(
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  partner TEXT NOT NULL REFERENCES partners(name),
  line TEXT NOT NULL,
  created_at TEXT NOT NULL
) STRICT;
INSERT INTO keys_new(number, id, partner, line, created_at)
  SELECT number, id, account, line, created_at FROM keys;
DROP TABLE keys;
ALTER TABLE keys_new RENAME TO keys;
CREATE INDEX keys_of_partner ON keys(partner, number);

CREATE TABLE registrations(
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  namespace TEXT NOT NULL,
  about TEXT NOT NULL,
  contact TEXT NOT NULL,
  peer TEXT NOT NULL,
  secret_hash TEXT NOT NULL,
  state TEXT NOT NULL CHECK(state IN ('open', 'approved', 'rejected')),
  registered_at TEXT NOT NULL,
  decided_by TEXT,
  decided_at TEXT,
  reason TEXT,
  claimed_at TEXT
) STRICT;
CREATE INDEX registrations_open ON registrations(peer) WHERE state = 'open';

CREATE TABLE sign_in_failures(
  whose TEXT PRIMARY KEY,
  count INTEGER NOT NULL,
  wait_until TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX sign_in_failures_over ON sign_in_failures(wait_until);

ALTER TABLE submissions ADD COLUMN notes TEXT NOT NULL DEFAULT '[]';
)sql",
    // 11: what several servers have to agree on: who does what is done once, and whose they are
    R"sql(
CREATE TABLE duty(
  server TEXT NOT NULL,
  beat INTEGER NOT NULL
) STRICT;
CREATE TABLE marketplace(public_key TEXT NOT NULL) STRICT;
)sql",
    // 12: what writes with an Idempotency-Key were answered, sealed, for as long as they may come
    // again
    R"sql(
CREATE TABLE kept_answers(
  id TEXT PRIMARY KEY,
  who TEXT NOT NULL,
  request TEXT NOT NULL,
  sealed TEXT NOT NULL,
  at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX kept_answers_by_age ON kept_answers(at);
CREATE INDEX kept_answers_of ON kept_answers(who, at);
)sql",
    // 13: what became of each row of a provider's catalogue
    R"sql(
ALTER TABLE provider_ingests ADD COLUMN refused INTEGER NOT NULL DEFAULT 0;
ALTER TABLE provider_ingests ADD COLUMN told INTEGER NOT NULL DEFAULT 0;
CREATE TABLE provider_rows(
  provider TEXT NOT NULL,
  number INTEGER NOT NULL,
  external_id TEXT NOT NULL,
  verdict TEXT NOT NULL,
  field TEXT NOT NULL,
  reason TEXT NOT NULL,
  PRIMARY KEY(provider, number)
) STRICT;
)sql",
    // 14: packages that come piece by piece
    R"sql(
CREATE TABLE uploads(
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  account TEXT NOT NULL REFERENCES accounts(name),
  partner TEXT NOT NULL,
  length INTEGER NOT NULL,
  got INTEGER NOT NULL,
  metadata TEXT NOT NULL,
  created_at TEXT NOT NULL,
  expires_at TEXT NOT NULL,
  submission TEXT REFERENCES submissions(id)
) STRICT;
CREATE INDEX uploads_of_account ON uploads(account, expires_at) WHERE submission IS NULL;
CREATE INDEX uploads_of_partner ON uploads(partner, created_at) WHERE submission IS NULL;
CREATE INDEX uploads_expiring ON uploads(expires_at);
CREATE INDEX submissions_of_blob ON submissions(blob);
CREATE INDEX submissions_of_day ON submissions(submitted_by, submitted_at);
)sql",
    // 15
    R"sql(
CREATE TABLE namespace_proofs(
  partner TEXT NOT NULL PRIMARY KEY REFERENCES partners(name),
  place TEXT NOT NULL,
  seen_at TEXT NOT NULL
) STRICT;
)sql",
    // 16
    R"sql(
CREATE TABLE identities(
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  issuer TEXT NOT NULL,
  subject TEXT NOT NULL,
  account TEXT NOT NULL REFERENCES accounts(name),
  linked_at TEXT NOT NULL,
  linked_by TEXT NOT NULL,
  UNIQUE(issuer, subject)
) STRICT;
CREATE INDEX identities_of_account ON identities(account);
CREATE TABLE sign_ins(
  state_hash TEXT PRIMARY KEY,
  secret_hash TEXT NOT NULL,
  nonce TEXT NOT NULL,
  verifier TEXT NOT NULL,
  redirect TEXT NOT NULL,
  peer TEXT NOT NULL,
  expires_at TEXT NOT NULL
) STRICT;
CREATE TABLE one_time_codes(
  hash TEXT PRIMARY KEY,
  account TEXT NOT NULL REFERENCES accounts(name),
  purpose TEXT NOT NULL,
  given_by TEXT NOT NULL,
  expires_at TEXT NOT NULL
) STRICT;
ALTER TABLE accounts ADD COLUMN suspended_at TEXT;
ALTER TABLE registrations ADD COLUMN issuer TEXT NOT NULL DEFAULT '';
ALTER TABLE registrations ADD COLUMN subject TEXT NOT NULL DEFAULT '';
CREATE INDEX tokens_expired ON tokens(expires_at) WHERE expires_at IS NOT NULL;
CREATE INDEX tokens_revoked ON tokens(revoked_at) WHERE revoked_at IS NOT NULL;
)sql",
    // 17: what is submitted waits to be checked
    R"sql(
INSERT INTO submission_states VALUES('submitted'), ('checking'), ('refused');
ALTER TABLE submissions ADD COLUMN problem TEXT;
ALTER TABLE submissions ADD COLUMN checked_at TEXT;
UPDATE submissions SET checked_at = submitted_at;
CREATE INDEX submissions_checked ON submissions(checked_at);
CREATE TABLE checks(
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  submission TEXT NOT NULL UNIQUE REFERENCES submissions(id),
  partner TEXT NOT NULL,
  account TEXT NOT NULL,
  draft INTEGER NOT NULL,
  external_id TEXT NOT NULL,
  turn INTEGER NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  again_at TEXT,
  holder TEXT,
  beat INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX checks_waiting ON checks(turn, number) WHERE holder IS NULL;
CREATE INDEX checks_of_partner ON checks(partner, turn);
)sql",
    // 18: courses that were transferred to another partner, and the offers to do so
    R"sql(
CREATE TABLE transfers(
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  course TEXT NOT NULL,
  former_owner TEXT NOT NULL REFERENCES partners(name),
  new_owner TEXT NOT NULL REFERENCES partners(name),
  state TEXT NOT NULL CHECK(state IN ('offered', 'accepted', 'declined', 'withdrawn', 'expired')),
  offered_by TEXT NOT NULL,
  by_admin INTEGER NOT NULL,
  reason TEXT NOT NULL,
  offered_at TEXT NOT NULL,
  expires_at TEXT NOT NULL,
  ended_by TEXT,
  ended_at TEXT,
  answer TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE UNIQUE INDEX open_transfer ON transfers(course) WHERE state = 'offered';
CREATE INDEX transfers_from ON transfers(former_owner, number);
CREATE INDEX transfers_to ON transfers(new_owner, number);
CREATE TABLE course_owners(
  course TEXT NOT NULL PRIMARY KEY,
  partner TEXT NOT NULL REFERENCES partners(name),
  transfer TEXT NOT NULL REFERENCES transfers(id)
) STRICT;
CREATE INDEX courses_of_partner ON course_owners(partner);
)sql",
    // 19: who may write of a provider's catalogue, where a walk through it goes on, and every
    // row's verdict
    R"sql(
ALTER TABLE provider_ingests ADD COLUMN run INTEGER NOT NULL DEFAULT 0;
ALTER TABLE provider_ingests ADD COLUMN asked INTEGER NOT NULL DEFAULT 0;
ALTER TABLE provider_ingests ADD COLUMN kept_rows INTEGER NOT NULL DEFAULT 0;
ALTER TABLE provider_ingests ADD COLUMN walk_sweep INTEGER NOT NULL DEFAULT 0;
ALTER TABLE provider_ingests ADD COLUMN walk_cursor TEXT NOT NULL DEFAULT '';
ALTER TABLE provider_ingests ADD COLUMN walk_began_at TEXT NOT NULL DEFAULT '';
ALTER TABLE provider_ingests ADD COLUMN walk_edition TEXT NOT NULL DEFAULT '';
UPDATE provider_ingests SET kept_rows = coalesce(
  (SELECT max(number) FROM provider_rows WHERE provider_rows.provider = provider_ingests.provider),
  0);
)sql",
    // 20: what an admin has set, in place of the providers file's
    R"sql(
CREATE TABLE provider_settings(
  provider TEXT NOT NULL PRIMARY KEY,
  sealed TEXT NOT NULL,
  revision TEXT NOT NULL,
  set_by TEXT NOT NULL,
  set_at TEXT NOT NULL
) STRICT;
)sql",
};

Result<void> take_steps(Database& database, std::int64_t to) {
  HAAT_TRY(const std::int64_t version, sqlite_form_of(database));
  if (version > newest_sqlite_form())
    return fail(Errc::unsupported, "database-newer",
                "the database has version " + std::to_string(version) +
                    ", and this server knows up to " + std::to_string(newest_sqlite_form()) +
                    "; start the server that wrote it");
  if (version >= to) return {};
  for (auto step = version; step < to; ++step)
    HAAT_TRY_VOID(database.script(steps[static_cast<std::size_t>(step)]));
  HAAT_TRY(const auto dangling,
           database.first("PRAGMA foreign_key_check", [](const Row& row) { return row.text(0); }));
  if (dangling)
    return fail(Errc::corrupt, "database-corrupt",
                "the database's table " + *dangling + " refers to rows that are not there");
  return database.script("PRAGMA user_version=" + std::to_string(to));
}

}  // namespace

std::int64_t newest_sqlite_form() {
  return static_cast<std::int64_t>(steps.size());
}

Result<void> migrate_sqlite(Database& database) {
  return migrate_sqlite(database, newest_sqlite_form());
}

Result<std::int64_t> sqlite_form_of(Database& database) {
  HAAT_TRY(const auto version,
           database.first("PRAGMA user_version", [](const Row& row) { return row.integer(0); }));
  return *version;
}

// All steps or none, however many begin at the same time: whoever waited for another finds nothing
// left to do. A table that others refer to is made anew under another name, which takes that
// foreign keys are off (https://www.sqlite.org/lang_altertable.html, 7).
Result<void> migrate_sqlite(Database& database, std::int64_t to) {
  HAAT_TRY_VOID(database.script("PRAGMA foreign_keys=OFF"));
  HAAT_TRY(Transaction transaction, Transaction::begin(database));
  HAAT_TRY_VOID(take_steps(database, to));
  HAAT_TRY_VOID(transaction.commit());
  return database.script("PRAGMA foreign_keys=ON");
}

}  // namespace haat::server
