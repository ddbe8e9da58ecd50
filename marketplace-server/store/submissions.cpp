#include "core/package/entry_name.hpp"
#include "marketplace-server/store/columns.hpp"
#include "marketplace-server/store/page.hpp"
#include "marketplace-server/store/session.hpp"

namespace haat::server {
namespace {

constexpr const char* columns =
    "id, course_json, standard, digest, blob, size, state, submitted_by, submitted_at, decided_by, "
    "decided_at, reason, findings, signatures, report_digest, number, revision, assigned_to, "
    "publish_at, retire_at, facts, statement, notes, problem, checked_at, "
    "CASE WHEN state = 'submitted' THEN (SELECT count(*) FROM checks mine JOIN checks other "
    "ON (other.turn, other.number) <= (mine.turn, mine.number) "
    "WHERE mine.submission = submissions.id AND other.holder IS NULL) END";

constexpr std::chrono::seconds publishing_takes{5};

Submission submission_of(const Row& row) {
  Submission submission;
  submission.id = row.text(0);
  submission.course = course_of(row.text(1));
  submission.standard = row.text(2);
  submission.digest = row.text(3);
  submission.blob = row.text(4);
  submission.size = row.size(5);
  submission.state = parse_state(row.text(6)).value_or(State::in_review);
  submission.submitted_by = row.text(7);
  submission.submitted_at = time_of(row.text(8));
  submission.decided_by = optional_text(row, 9);
  submission.decided_at = optional_time(row, 10);
  submission.reason = optional_text(row, 11);
  submission.findings = findings_of(row.text(12));
  submission.signatures = signatures_of(row.text(13));
  submission.report_digest = row.text(14);
  submission.revision = static_cast<int>(row.integer(16));
  submission.assigned_to = optional_text(row, 17);
  submission.publish_at = optional_time(row, 18);
  submission.retire_at = optional_time(row, 19);
  submission.facts = row.text(20);
  submission.statement = row.text(21);
  submission.notes = texts_of(row.text(22));
  submission.number = row.integer(15);
  submission.problem = row.text(23);
  submission.checked_at = optional_time(row, 24);
  if (!row.null(25)) submission.position = row.integer(25);
  return submission;
}

}  // namespace

Result<void> Session::add_submission(const Submission& submission) {
  return db_
      .run(
          "INSERT INTO submissions(id, course, version, course_json, standard, digest, blob, size, "
          "state, submitted_by, submitted_at, findings, signatures, report_digest, facts, notes, "
          "reason, checked_at) "
          "VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
          submission.id, submission.course.id, submission.course.version,
          to_json(submission.course), submission.standard, submission.digest, submission.blob,
          submission.size, to_string(submission.state), submission.submitted_by,
          to_rfc3339(submission.submitted_at), findings_json(submission.findings),
          signatures_json(submission.signatures), submission.report_digest, submission.facts,
          texts_json(submission.notes), submission.reason, text_of(submission.checked_at))
      .map([](int) {});
}

Result<Submission> Session::find_submission(const std::string& id) {
  static const std::string sql =
      std::string("SELECT ") + columns + " FROM submissions WHERE id = ?";
  HAAT_TRY(auto found, db_.first(sql, submission_of, id));
  if (!found)
    return fail(Errc::not_found, "submission-unknown", "there is no submission " + printable(id));
  return std::move(*found);
}

Result<Page<Submission>> Session::submissions(const Filter& filter, const PageRequest& page) {
  static const std::string sql =
      std::string("SELECT ") + columns +
      " FROM submissions WHERE number < ?1 AND (?2 IS NULL OR state = ?2) "
      "AND (?3 IS NULL OR submitted_by = ?3 OR (state <> 'refused' AND course IN "
      "(SELECT course FROM course_owners WHERE partner = ?3))) "
      "AND (?4 IS NULL OR assigned_to = ?4) "
      "ORDER BY number DESC LIMIT ?5";
  HAAT_TRY(const auto before, parse_cursor(page.cursor, from_newest));
  const auto read = [](const Row& row) {
    return Numbered<Submission>{row.text(15), submission_of(row)};
  };
  HAAT_TRY(auto rows, db_.all(sql, read, before, filter.state, filter.party, filter.assigned_to,
                              page.limit + 1));
  return cut_page(std::move(rows), page.limit);
}

Result<std::vector<Submission>> Session::submissions_of(const std::string& course,
                                                        const std::string& version) {
  static const std::string sql =
      std::string("SELECT ") + columns +
      " FROM submissions WHERE course = ? AND version = ? ORDER BY number";
  return db_.all(sql, submission_of, course, version);
}

Result<std::vector<Submission>> Session::accepted_of(const std::string& course) {
  static const std::string sql =
      std::string("SELECT ") + columns +
      " FROM submissions WHERE course = ? AND state = 'accepted' ORDER BY number";
  return db_.all(sql, submission_of, course);
}

Result<std::optional<Submission>> Session::undecided_of(const std::string& course) {
  static const std::string sql =
      std::string("SELECT ") + columns +
      " FROM submissions WHERE course = ? AND state IN ('quarantined', 'draft', 'in_review', "
      "'changes_requested', 'accepted') ORDER BY number LIMIT 1";
  return db_.first(sql, submission_of, course);
}

Result<std::optional<Submission>> Session::submission_of_blob(const std::string& partner,
                                                              const std::string& blob) {
  static const std::string sql =
      std::string("SELECT ") + columns +
      " FROM submissions WHERE blob = ? AND submitted_by = ? ORDER BY number DESC LIMIT 1";
  return db_.first(sql, submission_of, blob, partner);
}

Result<Session::Due> Session::due_submissions(Time now, int limit) {
  const auto id = [](const Row& row) { return row.text(0); };
  Due due;
  // Whoever accepts one without a time publishes it themselves; a while later nobody does any more,
  // nor of what was decided in the future, by a clock that was set back since.
  HAAT_TRY(due.to_publish,
           db_.all("SELECT id FROM submissions WHERE state = 'accepted' AND ((publish_at IS NULL "
                   "AND (decided_at <= ?1 OR decided_at > ?4)) OR publish_at <= ?2) "
                   "ORDER BY publish_at NULLS FIRST LIMIT ?3",
                   id, to_rfc3339(now - publishing_takes), to_rfc3339(now), limit,
                   to_rfc3339(now + publishing_takes)));
  // coalesce(): without it SQLite walks through all that is live, instead of what has a time.
  HAAT_TRY(due.to_retire,
           db_.all("SELECT id FROM submissions WHERE retire_at IS NOT NULL AND retire_at <= ? AND "
                   "coalesce(state, '') IN ('live', 'unlisted', 'flagged') "
                   "ORDER BY retire_at LIMIT ?",
                   id, to_rfc3339(now), limit));
  return due;
}

Result<void> Session::move_submission(const Submission& found, const Move& move) {
  std::optional<std::string> by, at;
  if (move.decided) {
    by = move.decided->name;
    at = to_rfc3339(move.decided->at);
  }
  HAAT_TRY(const int changed,
           db_.run("UPDATE submissions SET revision = revision + 1, state = ?1, "
                   "decided_by = coalesce(?2, decided_by), "
                   "decided_at = coalesce(?3, decided_at), reason = coalesce(?4, reason), "
                   "assigned_to = coalesce(?5, assigned_to), publish_at = ?6, retire_at = ?7 "
                   "WHERE id = ?8 AND revision = ?9",
                   to_string(move.to), by, at, move.reason, move.assigned_to,
                   text_of(move.publish_at), text_of(move.retire_at), found.id, found.revision));
  if (changed == 0)
    return fail(Errc::conflict, "submission-changed",
                "submission " + found.id + " has changed since you looked at it");
  return {};
}

Result<void> Session::set_examined(const Submission& submission) {
  return db_
      .run(
          "UPDATE submissions SET course = ?, version = ?, course_json = ?, standard = ?, digest = "
          "?, findings = ?, signatures = ?, report_digest = ?, facts = ?, notes = ?, problem = ?, "
          "checked_at = ? WHERE id = ?",
          submission.course.id, submission.course.version, to_json(submission.course),
          submission.standard, submission.digest, findings_json(submission.findings),
          signatures_json(submission.signatures), submission.report_digest, submission.facts,
          texts_json(submission.notes), submission.problem, text_of(submission.checked_at),
          submission.id)
      .map([](int) {});
}

Result<void> Session::set_statement(const std::string& id, const std::string& statement) {
  return db_.run("UPDATE submissions SET statement = ? WHERE id = ?", statement, id).map([](int) {
  });
}

Result<void> Session::set_signatures(const std::string& id,
                                     const std::vector<SignatureNote>& signatures) {
  return db_
      .run("UPDATE submissions SET signatures = ? WHERE id = ?", signatures_json(signatures), id)
      .map([](int) {});
}

}  // namespace haat::server
