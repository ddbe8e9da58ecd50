#include "core/wording.hpp"
#include "marketplace-server/store/account_columns.hpp"
#include "marketplace-server/store/page.hpp"
#include "marketplace-server/store/session.hpp"

namespace haat::server {
namespace {

constexpr const char* columns =
    "t.id, t.account, t.name, t.hash, t.scopes, t.created_at, t.expires_at, t.last_used_at, "
    "t.revoked_at, t.number";

AccessToken token_of(const Row& row, int first) {
  return {.id = row.text(first),
          .account = row.text(first + 1),
          .name = row.text(first + 2),
          .hash = row.text(first + 3),
          .scopes = words_of(row.text(first + 4)),
          .created_at = time_of(row.text(first + 5)),
          .expires_at = optional_time(row, first + 6),
          .last_used_at = optional_time(row, first + 7),
          .revoked_at = optional_time(row, first + 8)};
}

AccessToken token_alone(const Row& row) {
  return token_of(row, 0);
}

}  // namespace

Result<void> Session::add_token(const AccessToken& token) {
  return db_
      .run(
          "INSERT INTO tokens(id, account, name, hash, scopes, created_at, expires_at) "
          "VALUES(?, ?, ?, ?, ?, ?, ?)",
          token.id, token.account, token.name, token.hash, joined(token.scopes, " "),
          to_rfc3339(token.created_at), text_of(token.expires_at))
      .map([](int) {});
}

Result<std::optional<Session::Holder>> Session::holder_of_token(const std::string& hash) {
  static const std::string sql = select_accounts(
      "JOIN tokens t ON t.account = a.name WHERE t.hash = ?", std::string(", ") + columns);
  return db_.first(
      sql,
      [](const Row& row) {
        return Holder{token_of(row, behind_account), read_account(row)};
      },
      hash);
}

Result<std::optional<AccessToken>> Session::find_token(const std::string& id) {
  static const std::string sql = std::string("SELECT ") + columns + " FROM tokens t WHERE t.id = ?";
  return db_.first(sql, token_alone, id);
}

Result<Page<AccessToken>> Session::tokens_of(const std::string& account, const PageRequest& page) {
  static const std::string sql =
      std::string("SELECT ") + columns +
      " FROM tokens t WHERE t.account = ? AND t.number < ? ORDER BY t.number DESC LIMIT ?";
  HAAT_TRY(const auto before, parse_cursor(page.cursor, from_newest));
  const auto read = [](const Row& row) {
    return Numbered<AccessToken>{row.text(9), token_alone(row)};
  };
  HAAT_TRY(auto rows, db_.all(sql, read, account, before, page.limit + 1));
  return cut_page(std::move(rows), page.limit);
}

Result<int> Session::good_tokens(const std::string& account, Time now) {
  HAAT_TRY(const auto count,
           db_.first(
               "SELECT count(*) FROM tokens WHERE account = ? AND revoked_at IS NULL AND "
               "(expires_at IS NULL OR expires_at > ?)",
               [](const Row& row) { return static_cast<int>(row.integer(0)); }, account,
               to_rfc3339(now)));
  return count.value_or(0);
}

Result<void> Session::note_token_use(const std::string& id, Time at) {
  return db_.run("UPDATE tokens SET last_used_at = ? WHERE id = ?", to_rfc3339(at), id)
      .map([](int) {});
}

Result<void> Session::revoke_token(const std::string& id, Time at) {
  return db_
      .run("UPDATE tokens SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL", to_rfc3339(at),
           id)
      .map([](int) {});
}

Result<void> Session::end_sessions(const std::string& account, Time at) {
  return db_
      .run(
          "UPDATE tokens SET revoked_at = ? WHERE account = ? AND name = 'session' AND "
          "revoked_at IS NULL",
          to_rfc3339(at), account)
      .map([](int) {});
}

Result<int> Session::forget_tokens(Time over_before, int limit) {
  return db_.run(
      "DELETE FROM tokens WHERE number IN (SELECT number FROM tokens WHERE expires_at < ?1 OR "
      "revoked_at < ?1 LIMIT ?2)",
      to_rfc3339(over_before), limit);
}

}  // namespace haat::server
