#include "marketplace-server/store/columns.hpp"
#include "marketplace-server/store/session.hpp"

namespace haat::server {

Result<std::optional<KeptAnswer>> Session::find_answer(const std::string& id) {
  return db_.first(
      "SELECT id, request, sealed, at FROM answers WHERE id = ?",
      [](const Row& row) {
        return KeptAnswer{row.text(0), row.text(1), row.text(2), time_of(row.text(3))};
      },
      id);
}

Result<void> Session::keep_answer(const KeptAnswer& answer) {
  HAAT_TRY_VOID(
      db_.run("INSERT OR REPLACE INTO answers(id, request, sealed, at) VALUES(?, ?, ?, ?)",
              answer.id, answer.request, answer.sealed, to_rfc3339(answer.at)));
  return {};
}

Result<void> Session::drop_answers(Time kept_before) {
  HAAT_TRY_VOID(db_.run("DELETE FROM answers WHERE at < ?", to_rfc3339(kept_before)));
  return {};
}

}  // namespace haat::server
