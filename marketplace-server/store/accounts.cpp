#include "marketplace-server/store/columns.hpp"
#include "marketplace-server/store/page.hpp"
#include "marketplace-server/store/session.hpp"

namespace haat::server {
namespace {

constexpr const char* account_columns = "name, role, namespace, created_at, threshold, number";

Account account_of(const Row& row) {
  return {row.text(0), parse_role(row.text(1)).value_or(Role::partner), row.text(2),
          static_cast<int>(row.integer(4)), time_of(row.text(3))};
}

RegisteredKey key_of(const Row& row) {
  return {row.text(0), row.text(1), trusted_key_of(row.text(2))};
}

}  // namespace

Result<bool> Session::has_accounts() {
  HAAT_TRY(const auto row,
           db_.first("SELECT 1 FROM accounts LIMIT 1", [](const Row&) { return true; }));
  return row.has_value();
}

Result<void> Session::add_account(const Account& account, const std::string& token_hash) {
  const std::optional<std::string> name_space =
      account.name_space.empty() ? std::nullopt : std::optional(account.name_space);
  HAAT_TRY(const int added,
           db_.run("INSERT INTO accounts(name, role, namespace, token_hash, created_at, threshold) "
                   "VALUES(?, ?, ?, ?, ?, ?) ON CONFLICT(name) DO NOTHING",
                   account.name, to_string(account.role), name_space, token_hash,
                   to_rfc3339(account.created_at), account.threshold));
  if (added == 0)
    return fail(Errc::conflict, "account-exists",
                "there is an account \"" + account.name + "\" already; choose another name");
  return {};
}

Result<std::optional<Account>> Session::find_account(const std::string& name) {
  static const std::string sql =
      std::string("SELECT ") + account_columns + " FROM accounts WHERE name = ?";
  return db_.first(sql, account_of, name);
}

Result<std::optional<Account>> Session::account_of_token(const std::string& token_hash) {
  static const std::string sql =
      std::string("SELECT ") + account_columns + " FROM accounts WHERE token_hash = ?";
  return db_.first(sql, account_of, token_hash);
}

Result<Page<Account>> Session::accounts(const PageRequest& page) {
  static const std::string sql = std::string("SELECT ") + account_columns +
                                 " FROM accounts WHERE number > ? ORDER BY number LIMIT ?";
  HAAT_TRY(const auto after, parse_cursor(page.cursor, 0));
  const auto read = [](const Row& row) { return Numbered<Account>{row.text(5), account_of(row)}; };
  HAAT_TRY(auto rows, db_.all(sql, read, after, page.limit + 1));
  return cut_page(std::move(rows), page.limit);
}

Result<std::optional<Account>> Session::namespace_owner(const std::string& course) {
  static const std::string sql =
      std::string("SELECT ") + account_columns +
      " FROM accounts WHERE namespace IS NOT NULL AND "
      "substr(?, 1, length(namespace) + 1) = namespace || '.' ORDER BY length(namespace) DESC "
      "LIMIT 1";
  return db_.first(sql, account_of, course);
}

Result<void> Session::add_key(const RegisteredKey& key, Time at) {
  return db_
      .run("INSERT INTO keys(id, account, line, created_at) VALUES(?, ?, ?, ?)", key.id,
           key.account, key.key.line(), to_rfc3339(at))
      .map([](int) {});
}

Result<void> Session::change_key(const RegisteredKey& key) {
  return db_.run("UPDATE keys SET line = ? WHERE id = ?", key.key.line(), key.id).map([](int) {});
}

Result<std::optional<RegisteredKey>> Session::find_key(const std::string& id) {
  return db_.first("SELECT id, account, line FROM keys WHERE id = ?", key_of, id);
}

Result<std::vector<RegisteredKey>> Session::keys_of(const std::string& account) {
  return db_.all("SELECT id, account, line FROM keys WHERE account = ? ORDER BY number", key_of,
                 account);
}

}  // namespace haat::server
