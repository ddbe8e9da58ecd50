#include "marketplace-server/store/columns.hpp"
#include "marketplace-server/store/session.hpp"

namespace haat::server {
namespace {

struct Listed {
  std::string path;
  std::uint64_t length = 0;
  std::string blob;
  std::string custom;
};

Listed listed_of(const Row& row) {
  return {row.text(0), row.size(1), row.text(2), row.text(3)};
}

TufDocument document_of(const Row& row) {
  return {row.text(0), row.size(1), time_of(row.text(2)), row.text(3)};
}

}  // namespace

Result<void> Session::list_target(const std::string& path, const tuf::Target& target) {
  HAAT_TRY_VOID(
      db_.run("INSERT INTO tuf_targets(path, path_hash, length, blob, custom) "
              "VALUES(?, ?, ?, ?, ?) ON CONFLICT(path) DO UPDATE SET length = excluded.length, "
              "blob = excluded.blob, custom = excluded.custom",
              path, to_hex(sha256(path)), target.length, to_hex(target.sha256),
              details_json(target.custom)));
  return {};
}

Result<void> Session::unlist_target(const std::string& path) {
  HAAT_TRY_VOID(db_.run("DELETE FROM tuf_targets WHERE path = ?", path));
  return {};
}

Result<std::map<std::string, tuf::Target>> Session::targets(const std::string& from,
                                                            const std::string& to) {
  HAAT_TRY(const auto rows, db_.all("SELECT path, length, blob, custom FROM tuf_targets "
                                    "WHERE path_hash >= ? AND path_hash < ?",
                                    listed_of, from, to));
  std::map<std::string, tuf::Target> targets;
  for (const Listed& row : rows) {
    HAAT_TRY(const Sha256 digest, parse_sha256(row.blob));
    targets[row.path] = {row.length, digest, details_of(row.custom)};
  }
  return targets;
}

Result<void> Session::add_tuf_document(const TufDocument& document) {
  HAAT_TRY_VOID(
      db_.run("INSERT INTO tuf_documents(role, version, expires, text) VALUES(?, ?, ?, ?)",
              document.role, document.version, to_rfc3339(document.expires), document.text));
  return {};
}

Result<std::optional<TufDocument>> Session::tuf_document(const std::string& role) {
  return db_.first(
      "SELECT role, version, expires, text FROM tuf_documents WHERE role = ? "
      "ORDER BY version DESC LIMIT 1",
      document_of, role);
}

Result<std::optional<TufDocument>> Session::tuf_document(const std::string& role,
                                                         std::uint64_t version) {
  return db_.first(
      "SELECT role, version, expires, text FROM tuf_documents WHERE role = ? AND version = ?",
      document_of, role, version);
}

Result<std::map<std::string, Session::RoleVersion>> Session::tuf_versions() {
  const auto read = [](const Row& row) {
    return std::pair(row.text(0), RoleVersion{row.size(1), time_of(row.text(2))});
  };
  HAAT_TRY(const auto rows,
           db_.all("SELECT role, version, expires FROM tuf_documents d "
                   "WHERE role NOT IN ('root', 'snapshot', 'timestamp') AND version = "
                   "(SELECT max(version) FROM tuf_documents WHERE role = d.role)",
                   read));
  return std::map<std::string, RoleVersion>(rows.begin(), rows.end());
}

Result<void> Session::drop_tuf_documents(const std::string& role, std::uint64_t up_to,
                                         Time expired_before) {
  HAAT_TRY_VOID(
      db_.run("DELETE FROM tuf_documents WHERE role = ? AND (version <= ? OR expires < ?)", role,
              up_to, to_rfc3339(expired_before)));
  return {};
}

}  // namespace haat::server
