#include "marketplace-server/store/session.hpp"

namespace haat::server {

Result<std::vector<std::string>> Session::named_blobs() {
  return db_.all(
      "SELECT blob FROM submissions WHERE state <> 'refused' UNION SELECT blob FROM releases "
      "UNION SELECT blob FROM tuf_targets ORDER BY blob",
      [](const Row& row) { return row.text(0); });
}

Result<bool> Session::names_blob(const std::string& name) {
  HAAT_TRY(const auto named, db_.first(
                                 "SELECT 1 FROM submissions WHERE blob = ?1 AND state <> 'refused' "
                                 "UNION SELECT 1 FROM releases WHERE blob = ?1 "
                                 "UNION SELECT 1 FROM tuf_targets WHERE blob = ?1",
                                 [](const Row&) { return true; }, name));
  return named.has_value();
}

}  // namespace haat::server
