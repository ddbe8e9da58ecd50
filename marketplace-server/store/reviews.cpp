#include "marketplace-server/store/columns.hpp"
#include "marketplace-server/store/page.hpp"
#include "marketplace-server/store/session.hpp"

namespace haat::server {
namespace {

constexpr std::int64_t most_comments = 1000;  // on one submission
constexpr int kept_assessments = 20;          // of one submission by its partner, and by curators

Comment comment_of(const Row& row) {
  return {.number = row.integer(0),
          .submission = row.text(1),
          .reply_to = row.null(2) ? std::nullopt : std::optional(row.integer(2)),
          .rule = row.text(3),
          .path = row.text(4),
          .text = row.text(5),
          .author = row.text(6),
          .at = time_of(row.text(7))};
}

KeptAssessment assessment_of(const Row& row) {
  return {.submission = row.text(0),
          .package = row.text(1),
          .author = row.text(2),
          .self = row.integer(3) != 0,
          .answers = row.text(4),
          .rubric = row.text(5),
          .complete = row.integer(6) != 0,
          .hundredths = static_cast<int>(row.integer(7)),
          .grade = row.text(8),
          .at = time_of(row.text(9))};
}

}  // namespace

Result<void> Session::endorse(const std::string& submission, const By& by) {
  return db_
      .run("INSERT INTO endorsements(submission, curator, at) VALUES(?, ?, ?)", submission, by.name,
           to_rfc3339(by.at))
      .map([](int) {});
}

Result<std::vector<std::string>> Session::endorsed_by(const std::string& submission) {
  return db_.all(
      "SELECT curator FROM endorsements WHERE submission = ? ORDER BY at, curator",
      [](const Row& row) { return row.text(0); }, submission);
}

Result<void> Session::clear_endorsements(const std::string& submission) {
  return db_.run("DELETE FROM endorsements WHERE submission = ?", submission).map([](int) {});
}

Result<void> Session::add_assessment(const KeptAssessment& one) {
  HAAT_TRY_VOID(db_.run(
      "DELETE FROM assessments WHERE submission = ?1 AND self = ?2 AND number <= (SELECT number "
      "FROM "
      "assessments WHERE submission = ?1 AND self = ?2 ORDER BY number DESC LIMIT 1 OFFSET ?3)",
      one.submission, one.self ? 1 : 0, kept_assessments - 1));
  return db_
      .run(
          "INSERT INTO assessments(submission, package, author, self, answers, rubric, complete, "
          "hundredths, grade, at) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
          one.submission, one.package, one.author, one.self ? 1 : 0, one.answers, one.rubric,
          one.complete ? 1 : 0, one.hundredths, one.grade, to_rfc3339(one.at))
      .map([](int) {});
}

Result<std::optional<KeptAssessment>> Session::find_assessment(const std::string& submission,
                                                               bool self) {
  return db_.first(
      "SELECT submission, package, author, self, answers, rubric, complete, hundredths, grade, at "
      "FROM assessments WHERE submission = ? AND self = ? ORDER BY number DESC LIMIT 1",
      assessment_of, submission, self ? 1 : 0);
}

Result<std::vector<Session::Estimates>> Session::estimates_of(const std::string& partner,
                                                              int limit) {
  return db_.all(
      "SELECT s.id, own.hundredths, theirs.hundredths FROM submissions s "
      "JOIN assessments own ON own.number = (SELECT max(number) FROM assessments "
      "  WHERE submission = s.id AND self = 1 AND complete = 1) "
      "JOIN assessments theirs ON theirs.number = (SELECT max(number) FROM assessments "
      "  WHERE submission = s.id AND self = 0 AND complete = 1) "
      "WHERE s.submitted_by = ? AND own.rubric = theirs.rubric AND own.package = theirs.package "
      "ORDER BY s.number DESC LIMIT ?",
      [](const Row& row) {
        return Estimates{row.text(0), static_cast<int>(row.integer(1)),
                         static_cast<int>(row.integer(2))};
      },
      partner, limit);
}

Result<Comment> Session::add_comment(Comment comment) {
  HAAT_TRY(const auto there,
           db_.first(
               "SELECT count(*) FROM comments WHERE submission = ?",
               [](const Row& row) { return row.integer(0); }, comment.submission));
  if (there.value_or(0) >= most_comments)
    return fail(Errc::conflict, "comments-too-many",
                "submission " + comment.submission + " has " + std::to_string(*there) +
                    " comments, and at most " + std::to_string(most_comments) +
                    " are kept; talk about it elsewhere");
  std::optional<std::string> reply_to;
  if (comment.reply_to) {
    reply_to = std::to_string(*comment.reply_to);
    HAAT_TRY(const auto found,
             db_.first(
                 "SELECT 1 FROM comments WHERE number = ? AND submission = ?",
                 [](const Row&) { return true; }, *comment.reply_to, comment.submission));
    if (!found)
      return fail(Errc::not_found, "comment-unknown",
                  "submission " + comment.submission + " has no comment " + *reply_to);
  }
  HAAT_TRY(const auto number,
           db_.first(
               "INSERT INTO comments(submission, reply_to, rule, path, text, author, at) "
               "VALUES(?, CAST(? AS BIGINT), ?, ?, ?, ?, ?) RETURNING number",
               [](const Row& row) { return row.integer(0); }, comment.submission, reply_to,
               comment.rule, comment.path, comment.text, comment.author, to_rfc3339(comment.at)));
  comment.number = number.value_or(0);
  return comment;
}

Result<Page<Comment>> Session::comments(const std::string& submission, const PageRequest& page) {
  HAAT_TRY(const auto after, parse_cursor(page.cursor, 0));
  const auto read = [](const Row& row) { return Numbered<Comment>{row.text(0), comment_of(row)}; };
  HAAT_TRY(
      auto rows,
      db_.all("SELECT number, submission, reply_to, rule, path, text, author, at FROM comments "
              "WHERE submission = ? AND number > ? ORDER BY number LIMIT ?",
              read, submission, after, page.limit + 1));
  return cut_page(std::move(rows), page.limit);
}

}  // namespace haat::server
