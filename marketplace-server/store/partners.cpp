#include "marketplace-server/store/columns.hpp"
#include "marketplace-server/store/session.hpp"

namespace haat::server {
namespace {

constexpr const char* columns = "name, namespace, threshold, created_at";

Partner partner_of(const Row& row) {
  return {row.text(0), row.text(1), static_cast<int>(row.integer(2)), time_of(row.text(3))};
}

RegisteredKey key_of(const Row& row) {
  return {row.text(0), row.text(1), trusted_key_of(row.text(2))};
}

}  // namespace

Result<void> Session::add_partner(const Partner& partner) {
  HAAT_TRY(const int added, db_.run("INSERT INTO partners(name, namespace, threshold, created_at) "
                                    "VALUES(?, ?, ?, ?) ON CONFLICT(name) DO NOTHING",
                                    partner.name, partner.name_space, partner.threshold,
                                    to_rfc3339(partner.created_at)));
  if (added == 0)
    return fail(Errc::conflict, "account-exists",
                "there is a partner \"" + partner.name + "\" already; choose another name");
  return {};
}

Result<std::optional<Partner>> Session::find_partner(const std::string& name) {
  static const std::string sql = std::string("SELECT ") + columns + " FROM partners WHERE name = ?";
  return db_.first(sql, partner_of, name);
}

Result<std::optional<Partner>> Session::namespace_owner(const std::string& course) {
  static const std::string sql =
      std::string("SELECT ") + columns +
      " FROM partners WHERE substr(?, 1, length(namespace) + 1) = namespace || '.' "
      "ORDER BY length(namespace) DESC, number LIMIT 1";
  return db_.first(sql, partner_of, course);
}

Result<void> Session::add_key(const RegisteredKey& key, Time at) {
  return db_
      .run("INSERT INTO keys(id, partner, line, created_at) VALUES(?, ?, ?, ?)", key.id,
           key.partner, key.key.line(), to_rfc3339(at))
      .map([](int) {});
}

Result<void> Session::change_key(const RegisteredKey& key) {
  return db_.run("UPDATE keys SET line = ? WHERE id = ?", key.key.line(), key.id).map([](int) {});
}

Result<std::optional<RegisteredKey>> Session::find_key(const std::string& id) {
  return db_.first("SELECT id, partner, line FROM keys WHERE id = ?", key_of, id);
}

Result<std::vector<RegisteredKey>> Session::keys_of(const std::string& partner) {
  return db_.all("SELECT id, partner, line FROM keys WHERE partner = ? ORDER BY number", key_of,
                 partner);
}

}  // namespace haat::server
