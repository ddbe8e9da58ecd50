#include "marketplace-server/store/columns.hpp"
#include "marketplace-server/store/session.hpp"

namespace haat::server {

Result<void> Session::set_namespace_proof(const std::string& partner, const NamespaceProof& proof) {
  return db_
      .run(
          "INSERT INTO namespace_proofs(partner, place, seen_at) VALUES(?, ?, ?) "
          "ON CONFLICT(partner) DO UPDATE SET place = excluded.place, seen_at = excluded.seen_at",
          partner, proof.place, to_rfc3339(proof.seen_at))
      .map([](int) {});
}

Result<void> Session::drop_namespace_proof(const std::string& partner) {
  return db_.run("DELETE FROM namespace_proofs WHERE partner = ?", partner).map([](int) {});
}

Result<std::optional<NamespaceProof>> Session::namespace_proof(const std::string& partner) {
  return db_.first(
      "SELECT place, seen_at FROM namespace_proofs WHERE partner = ?",
      [](const Row& row) {
        return NamespaceProof{row.text(0), time_of(row.text(1))};
      },
      partner);
}

}  // namespace haat::server
