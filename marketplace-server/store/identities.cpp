#include "marketplace-server/store/columns.hpp"
#include "marketplace-server/store/session.hpp"

namespace haat::server {
namespace {

Identity identity_of(const Row& row) {
  return {.id = row.text(0),
          .issuer = row.text(1),
          .subject = row.text(2),
          .account = row.text(3),
          .linked_at = time_of(row.text(4)),
          .linked_by = row.text(5)};
}

}  // namespace

Result<void> Session::add_identity(const Identity& identity) {
  HAAT_TRY(const int added,
           db_.run("INSERT INTO identities(id, issuer, subject, account, linked_at, linked_by) "
                   "VALUES(?, ?, ?, ?, ?, ?) ON CONFLICT(issuer, subject) DO NOTHING",
                   identity.id, identity.issuer, identity.subject, identity.account,
                   to_rfc3339(identity.linked_at), identity.linked_by));
  if (added == 0)
    return fail(Errc::conflict, "identity-linked",
                "this identity is linked with an account already; unlink it there first");
  return {};
}

Result<std::optional<Identity>> Session::find_identity(const std::string& issuer,
                                                       const std::string& subject) {
  return db_.first(
      "SELECT id, issuer, subject, account, linked_at, linked_by FROM identities "
      "WHERE issuer = ? AND subject = ?",
      identity_of, issuer, subject);
}

Result<std::vector<Identity>> Session::identities_of(const std::string& account) {
  return db_.all(
      "SELECT id, issuer, subject, account, linked_at, linked_by FROM identities "
      "WHERE account = ? ORDER BY number",
      identity_of, account);
}

Result<void> Session::remove_identity(const std::string& id) {
  return db_.run("DELETE FROM identities WHERE id = ?", id).map([](int) {});
}

}  // namespace haat::server
