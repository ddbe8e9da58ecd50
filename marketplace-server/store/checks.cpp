#include <algorithm>

#include "marketplace-server/store/columns.hpp"
#include "marketplace-server/store/session.hpp"

namespace haat::server {
namespace {

constexpr const char* columns =
    "submission, partner, account, draft, external_id, attempts, holder, beat";

Check check_of(const Row& row) {
  return {.submission = row.text(0),
          .partner = row.text(1),
          .account = row.text(2),
          .as_draft = row.integer(3) != 0,
          .external_id = row.text(4),
          .attempts = static_cast<int>(row.integer(5)),
          .holder = row.text(6),
          .beat = row.integer(7)};
}

std::int64_t number_of(const Row& row) {
  return row.integer(0);
}

}  // namespace

// Fair queueing by start: whoever has nothing here yet comes in where the others are now, and what
// one brings more goes one turn behind the other.
Result<void> Session::add_check(const Check& check) {
  HAAT_TRY(const auto now, db_.first("SELECT coalesce(min(turn), 0) FROM checks WHERE holder IS "
                                     "NULL",
                                     number_of));
  HAAT_TRY(const auto own, db_.first("SELECT coalesce(max(turn), 0) FROM checks WHERE partner = ?",
                                     number_of, check.partner));
  return db_
      .run(
          "INSERT INTO checks(submission, partner, account, draft, external_id, turn) "
          "VALUES(?, ?, ?, ?, ?, ?)",
          check.submission, check.partner, check.account, check.as_draft ? 1 : 0, check.external_id,
          std::max(*now, *own + 1))
      .map([](int) {});
}

Result<bool> Session::has_waiting_check(Time now) {
  HAAT_TRY(const auto found, db_.first("SELECT 1 FROM checks WHERE holder IS NULL AND (again_at IS "
                                       "NULL OR again_at <= ?) LIMIT 1",
                                       number_of, to_rfc3339(now)));
  return found.has_value();
}

// Whoever moves a submission locks its row first and then the check's, so this one does not wait
// for it.
Result<std::optional<Check>> Session::take_check(const std::string& server, Time now, bool alone) {
  const std::string next = std::string("SELECT ") + columns +
                           " FROM checks WHERE holder IS NULL AND (again_at IS NULL OR again_at "
                           "<= ?) ORDER BY turn, number LIMIT 1" +
                           db_.skip_locked();
  HAAT_TRY(auto check, db_.first(next, check_of, to_rfc3339(now)));
  if (!check || (check->attempts > 0 && !alone)) return std::nullopt;
  const std::string begin =
      "UPDATE submissions SET state = 'checking' WHERE id IN (SELECT id FROM submissions WHERE id "
      "= ? AND state IN ('submitted', 'checking')" +
      db_.skip_locked() + ")";
  HAAT_TRY(const int begun, db_.run(begin, check->submission));
  if (begun == 0) return std::nullopt;  // somebody takes it back just now
  HAAT_TRY_VOID(
      db_.run("UPDATE checks SET holder = ?, attempts = attempts + 1, beat = 0 WHERE "
              "submission = ?",
              server, check->submission));
  check->holder = server;
  check->beat = 0;
  ++check->attempts;
  return check;
}

Result<std::optional<Check>> Session::find_check(const std::string& submission) {
  static const std::string sql =
      std::string("SELECT ") + columns + " FROM checks WHERE submission = ?";
  return db_.first(sql, check_of, submission);
}

Result<void> Session::end_check(const Check& check) {
  HAAT_TRY(const int ended,
           db_.run("DELETE FROM checks WHERE submission = ? AND holder = ? AND attempts = ?",
                   check.submission, check.holder, check.attempts));
  if (ended == 0)
    return fail(Errc::conflict, "check-lost",
                "submission " + check.submission + " was taken back, or is checked by another");
  return {};
}

Result<void> Session::give_back_check(const Check& check, Time until, bool counts) {
  HAAT_TRY(
      const int given,
      db_.run("UPDATE checks SET holder = NULL, again_at = ?, attempts = attempts - ? WHERE "
              "submission = ? AND holder = ? AND attempts = ?",
              to_rfc3339(until), counts ? 0 : 1, check.submission, check.holder, check.attempts));
  if (given == 0) return {};
  return db_
      .run("UPDATE submissions SET state = 'submitted' WHERE id = ? AND state = 'checking'",
           check.submission)
      .map([](int) {});
}

Result<std::vector<Check>> Session::held_checks() {
  static const std::string sql =
      std::string("SELECT ") + columns + " FROM checks WHERE holder IS NOT NULL ORDER BY number";
  return db_.all(sql, check_of);
}

Result<void> Session::free_check(const Check& seen, Time until) {
  return db_
      .run(
          "UPDATE checks SET holder = NULL, again_at = ? WHERE submission = ? AND holder = ? AND "
          "attempts = ? AND beat = ?",
          to_rfc3339(until), seen.submission, seen.holder, seen.attempts, seen.beat)
      .map([](int) {});
}

Result<void> Session::beat_checks(const std::string& server) {
  return db_.run("UPDATE checks SET beat = beat + 1 WHERE holder = ?", server).map([](int) {});
}

Result<void> Session::drop_check(const std::string& submission) {
  return db_.run("DELETE FROM checks WHERE submission = ?", submission).map([](int) {});
}

}  // namespace haat::server
