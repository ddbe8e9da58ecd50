#include "marketplace-server/store/columns.hpp"
#include "marketplace-server/store/session.hpp"

namespace haat::server {
namespace {

OneTimeCode code_of(const Row& row) {
  return {.hash = row.text(0),
          .account = row.text(1),
          .purpose = row.text(2),
          .given_by = row.text(3),
          .expires_at = time_of(row.text(4))};
}

}  // namespace

Result<void> Session::add_one_time_code(const OneTimeCode& code) {
  HAAT_TRY_VOID(db_.run("DELETE FROM one_time_codes WHERE account = ? AND purpose = ?",
                        code.account, code.purpose));
  return db_
      .run(
          "INSERT INTO one_time_codes(hash, account, purpose, given_by, expires_at) "
          "VALUES(?, ?, ?, ?, ?)",
          code.hash, code.account, code.purpose, code.given_by, to_rfc3339(code.expires_at))
      .map([](int) {});
}

Result<std::optional<OneTimeCode>> Session::find_one_time_code(const std::string& hash) {
  return db_.first(
      "SELECT hash, account, purpose, given_by, expires_at FROM one_time_codes WHERE hash = ?",
      code_of, hash);
}

Result<bool> Session::take_one_time_code(const std::string& hash) {
  return db_.run("DELETE FROM one_time_codes WHERE hash = ?", hash).map([](int rows) {
    return rows == 1;
  });
}

Result<int> Session::forget_one_time_codes(Time expired_before) {
  return db_.run("DELETE FROM one_time_codes WHERE expires_at < ?", to_rfc3339(expired_before));
}

}  // namespace haat::server
