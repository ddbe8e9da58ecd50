#include "marketplace-server/store/session.hpp"

namespace haat::server {

Result<std::optional<DutyRow>> Session::duty() {
  return db_.first("SELECT server, beat FROM duty", [](const Row& row) {
    return DutyRow{row.text(0), row.integer(1)};
  });
}

Result<bool> Session::take_duty(const std::string& server, const std::optional<DutyRow>& seen) {
  HAAT_TRY(const auto now, duty());
  if (now != seen) return false;
  HAAT_TRY_VOID(db_.run("DELETE FROM duty"));
  HAAT_TRY_VOID(
      db_.run("INSERT INTO duty(server, beat) VALUES(?, ?)", server, now ? now->beat + 1 : 1));
  return true;
}

Result<void> Session::leave_duty(const std::string& server) {
  return db_.run("DELETE FROM duty WHERE server = ?", server).map([](int) {});
}

Result<std::optional<std::string>> Session::marketplace_key() {
  return db_.first("SELECT public_key FROM marketplace",
                   [](const Row& row) { return row.text(0); });
}

Result<void> Session::set_marketplace_key(const std::string& line) {
  return db_.run("INSERT INTO marketplace(public_key) VALUES(?)", line).map([](int) {});
}

}  // namespace haat::server
