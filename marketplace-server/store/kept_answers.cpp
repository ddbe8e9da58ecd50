#include "marketplace-server/store/columns.hpp"
#include "marketplace-server/store/session.hpp"

namespace haat::server {

Result<bool> Session::begin_answer(const KeptAnswer& answer) {
  HAAT_TRY(const int added,
           db_.run("INSERT INTO kept_answers(id, who, request, sealed, at) VALUES(?, ?, ?, '', ?) "
                   "ON CONFLICT(id) DO NOTHING",
                   answer.id, answer.who, answer.request, to_rfc3339(answer.at)));
  return added == 1;
}

Result<std::optional<KeptAnswer>> Session::find_answer(const std::string& id) {
  return db_.first(
      "SELECT id, who, request, sealed, at FROM kept_answers WHERE id = ?",
      [](const Row& row) {
        return KeptAnswer{row.text(0), row.text(1), row.text(2), row.text(3), time_of(row.text(4))};
      },
      id);
}

Result<void> Session::end_answer(const std::string& id, const std::string& sealed) {
  return db_.run("UPDATE kept_answers SET sealed = ? WHERE id = ?", sealed, id).map([](int) {});
}

Result<void> Session::drop_answer(const std::string& id) {
  return db_.run("DELETE FROM kept_answers WHERE id = ?", id).map([](int) {});
}

Result<void> Session::drop_answers(Time before, const std::string& who, std::int64_t most) {
  HAAT_TRY_VOID(db_.run("DELETE FROM kept_answers WHERE at < ?", to_rfc3339(before)));
  return db_
      .run(
          "DELETE FROM kept_answers WHERE who = ? AND at < "
          "(SELECT at FROM kept_answers WHERE who = ? ORDER BY at DESC LIMIT 1 OFFSET ?)",
          who, who, most)
      .map([](int) {});
}

}  // namespace haat::server
