#include "marketplace-server/store/columns.hpp"
#include "marketplace-server/store/session.hpp"

namespace haat::server {

Result<void> Session::set_password(const std::string& account, const std::string& hash, Time at) {
  HAAT_TRY_VOID(db_.run("UPDATE accounts SET password = ? WHERE name = ?", hash, account));
  return end_sessions(account, at);
}

Result<std::optional<std::string>> Session::password_of(const std::string& account) {
  return db_.first(
      "SELECT password FROM accounts WHERE name = ? AND password IS NOT NULL AND "
      "closed_at IS NULL",
      [](const Row& row) { return row.text(0); }, account);
}

Result<Failures> Session::failures_of(const std::string& whose) {
  HAAT_TRY(const auto found,
           db_.first(
               "SELECT count, wait_until FROM sign_in_failures WHERE whose = ?",
               [](const Row& row) {
                 return Failures{static_cast<int>(row.integer(0)), time_of(row.text(1))};
               },
               whose));
  return found.value_or(Failures{});
}

Result<void> Session::note_failures(const std::string& whose, const Failures& failures) {
  return db_
      .run(
          "INSERT INTO sign_in_failures(whose, count, wait_until) VALUES(?1, ?2, ?3) "
          "ON CONFLICT(whose) DO UPDATE SET count = ?2, wait_until = ?3",
          whose, failures.count, to_rfc3339(failures.wait_until))
      .map([](int) {});
}

Result<void> Session::forget_failures(const std::string& whose) {
  return db_.run("DELETE FROM sign_in_failures WHERE whose = ?", whose).map([](int) {});
}

Result<void> Session::forget_failures_before(Time end) {
  return db_.run("DELETE FROM sign_in_failures WHERE wait_until < ?", to_rfc3339(end)).map([](int) {
  });
}

}  // namespace haat::server
