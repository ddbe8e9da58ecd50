#include "marketplace-server/store/migrations.hpp"

#include <array>
#include <string>

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
    // 5: courses that providers have no more, how their catalogues were last taken, and who
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
};

}  // namespace

Result<void> migrate(Database& database) {
  HAAT_TRY(const auto version,
           database.first("PRAGMA user_version", [](const Row& row) { return row.integer(0); }));
  const auto newest = static_cast<std::int64_t>(steps.size());
  if (*version > newest)
    return fail(Errc::unsupported, "database-newer",
                "the database has version " + std::to_string(*version) +
                    ", and this server knows up to " + std::to_string(newest) +
                    "; start the server that wrote it");
  for (auto step = *version; step < newest; ++step) {
    HAAT_TRY_VOID(database.script("BEGIN IMMEDIATE;" + std::string(steps[step]) +
                                  "PRAGMA user_version=" + std::to_string(step + 1) + ";COMMIT;"));
  }
  return {};
}

}  // namespace haat::server
