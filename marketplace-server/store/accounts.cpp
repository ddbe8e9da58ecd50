#include "marketplace-server/store/account_columns.hpp"
#include "marketplace-server/store/page.hpp"
#include "marketplace-server/store/session.hpp"

namespace haat::server {

Result<bool> Session::has_accounts() {
  HAAT_TRY(const auto row,
           db_.first("SELECT 1 FROM accounts LIMIT 1", [](const Row&) { return true; }));
  return row.has_value();
}

Result<void> Session::add_account(const Account& account) {
  const std::optional<std::string> partner =
      account.partner.empty() ? std::nullopt : std::optional(account.partner);
  HAAT_TRY(const int added,
           db_.run("INSERT INTO accounts(name, role, partner, created_at) VALUES(?, ?, ?, ?) "
                   "ON CONFLICT(name) DO NOTHING",
                   account.name, to_string(account.role), partner, to_rfc3339(account.created_at)));
  if (added == 0)
    return fail(Errc::conflict, "account-exists",
                "there is an account \"" + account.name + "\" already; choose another name");
  return {};
}

Result<std::optional<Account>> Session::find_account(const std::string& name) {
  static const std::string sql = select_accounts("WHERE a.name = ?");
  return db_.first(sql, read_account, name);
}

Result<Page<ListedAccount>> Session::accounts(const PageRequest& page) {
  static const std::string sql =
      select_accounts("WHERE a.number > ? ORDER BY a.number LIMIT ?",
                      ", CASE WHEN a.password IS NULL THEN 0 ELSE 1 END, "
                      "(SELECT count(*) FROM identities i WHERE i.account = a.name)");
  HAAT_TRY(const auto after, parse_cursor(page.cursor, 0));
  const auto read = [](const Row& row) {
    return Numbered<ListedAccount>{row.text(account_number),
                                   {read_account(row), row.integer(behind_account) != 0,
                                    static_cast<int>(row.integer(behind_account + 1))}};
  };
  HAAT_TRY(auto rows, db_.all(sql, read, after, page.limit + 1));
  return cut_page(std::move(rows), page.limit);
}

Result<std::vector<Account>> Session::members_of(const std::string& partner) {
  static const std::string sql =
      select_accounts("WHERE a.partner = ? AND a.closed_at IS NULL ORDER BY a.number");
  return db_.all(sql, read_account, partner);
}

Result<void> Session::close_account(const std::string& name, Time at) {
  HAAT_TRY_VOID(db_.run("UPDATE accounts SET closed_at = ? WHERE name = ? AND closed_at IS NULL",
                        to_rfc3339(at), name));
  return db_
      .run("UPDATE tokens SET revoked_at = ? WHERE account = ? AND revoked_at IS NULL",
           to_rfc3339(at), name)
      .map([](int) {});
}

Result<void> Session::suspend_account(const std::string& name, std::optional<Time> at) {
  return db_.run("UPDATE accounts SET suspended_at = ? WHERE name = ?", text_of(at), name)
      .map([](int) {});
}

}  // namespace haat::server
