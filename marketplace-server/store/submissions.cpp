#include "core/package/entry_name.hpp"
#include "marketplace-server/store/columns.hpp"
#include "marketplace-server/store/page.hpp"
#include "marketplace-server/store/session.hpp"

namespace haat::server {
namespace {

constexpr const char* columns =
    "id, course_json, standard, digest, blob, size, state, submitted_by, submitted_at, decided_by, "
    "decided_at, reason, findings, signatures, report_digest, number";

std::optional<std::string> optional_text(const Row& row, int column) {
  return row.null(column) ? std::nullopt : std::optional(row.text(column));
}

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
  if (!row.null(10)) submission.decided_at = time_of(row.text(10));
  submission.reason = optional_text(row, 11);
  submission.findings = findings_of(row.text(12));
  submission.signatures = signatures_of(row.text(13));
  submission.report_digest = row.text(14);
  return submission;
}

}  // namespace

const char* to_string(State state) {
  switch (state) {
    case State::in_review:
      return "in_review";
    case State::rejected:
      return "rejected";
    case State::live:
      return "live";
    case State::superseded:
      return "superseded";
  }
  return "";
}

std::optional<State> parse_state(std::string_view name) {
  for (const State state : {State::in_review, State::rejected, State::live, State::superseded})
    if (name == to_string(state)) return state;
  return std::nullopt;
}

Result<void> Session::add_submission(const Submission& submission) {
  return db_
      .run(
          "INSERT INTO submissions(id, course, version, course_json, standard, digest, blob, size, "
          "state, submitted_by, submitted_at, findings, signatures, report_digest) "
          "VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
          submission.id, submission.course.id, submission.course.version,
          to_json(submission.course), submission.standard, submission.digest, submission.blob,
          submission.size, to_string(submission.state), submission.submitted_by,
          to_rfc3339(submission.submitted_at), findings_json(submission.findings),
          signatures_json(submission.signatures), submission.report_digest)
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
      "AND (?3 IS NULL OR submitted_by = ?3) ORDER BY number DESC LIMIT ?4";
  HAAT_TRY(const auto before, parse_cursor(page.cursor, from_newest));
  const auto read = [](const Row& row) {
    return Numbered<Submission>{row.text(15), submission_of(row)};
  };
  HAAT_TRY(auto rows,
           db_.all(sql, read, before, filter.state, filter.submitted_by, page.limit + 1));
  return cut_page(std::move(rows), page.limit);
}

Result<std::vector<Submission>> Session::submissions_of(const std::string& course, State state) {
  static const std::string sql = std::string("SELECT ") + columns +
                                 " FROM submissions WHERE course = ? AND state = ? ORDER BY number";
  return db_.all(sql, submission_of, course, to_string(state));
}

Result<void> Session::set_state(const Submission& found, State to, const std::optional<By>& decided,
                                const std::optional<std::string>& reason) {
  std::optional<std::string> by, at;
  if (decided) {
    by = decided->name;
    at = to_rfc3339(decided->at);
  }
  HAAT_TRY(const int changed,
           db_.run("UPDATE submissions SET state = ?1, decided_by = coalesce(?2, decided_by), "
                   "decided_at = coalesce(?3, decided_at), reason = coalesce(?4, reason) "
                   "WHERE id = ?5 AND state = ?6",
                   to_string(to), by, at, reason, found.id, to_string(found.state)));
  if (changed == 0)
    return fail(Errc::conflict, "submission-state",
                "submission " + found.id + " is not " + to_string(found.state) + " any more");
  return {};
}

Result<void> Session::set_signatures(const std::string& id,
                                     const std::vector<SignatureNote>& signatures) {
  return db_
      .run("UPDATE submissions SET signatures = ? WHERE id = ?", signatures_json(signatures), id)
      .map([](int) {});
}

}  // namespace haat::server
