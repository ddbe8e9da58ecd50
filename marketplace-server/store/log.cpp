#include <utility>

#include "core/json/json.hpp"
#include "core/log/merkle.hpp"
#include "marketplace-server/store/public_acts.hpp"
#include "marketplace-server/store/session.hpp"

namespace haat::server {
namespace {

// The entry that a package's proof leads to.
constexpr const char* accepted = "submission.accepted";

std::string entry_of(const AuditRow& row) {
  nlohmann::ordered_json entry{
      {"at", to_rfc3339(row.at)}, {"by", row.actor}, {"act", row.action}, {"subject", row.subject}};
  for (const auto& [name, value] : row.details)
    if (is_public_detail(name)) entry["details"][name] = value;
  return entry.dump(-1, ' ', false, Json::error_handler_t::replace);
}

tl::unexpected<Error> broken(unsigned level, std::uint64_t number) {
  return fail(Errc::corrupt, "log-broken",
              "the transparency log was changed: its node " + std::to_string(level) + "/" +
                  std::to_string(number) + " is not what its entries come to");
}

}  // namespace

Result<void> Session::log_publicly(const AuditRow& row) {
  if (!is_public_act(row.action)) return {};
  HAAT_TRY(const std::uint64_t index, log_size());
  const std::string entry = entry_of(row);
  const auto package = row.action == accepted ? row.details.find("package") : row.details.end();
  HAAT_TRY_VOID(db_.run("INSERT INTO log_entries(number, entry, package) VALUES(?, ?, ?)", index,
                        entry,
                        package == row.details.end() ? std::optional<std::string>()
                                                     : std::optional(package->second)));
  const NodeAt node_at = log_nodes();
  Sha256 hash = leaf_hash(entry);
  for (unsigned level = 0;; ++level) {
    HAAT_TRY_VOID(db_.run("INSERT INTO log_nodes(level, number, hash) VALUES(?, ?, ?)",
                          static_cast<int>(level), index >> level, to_hex(hash)));
    if ((index >> level & 1) == 0) return {};
    HAAT_TRY(const Sha256 left, node_at(level, (index >> level) - 1));
    hash = node_hash(left, hash);
  }
}

Result<std::uint64_t> Session::log_size() {
  HAAT_TRY(const auto size, db_.first("SELECT coalesce(max(number) + 1, 0) FROM log_entries",
                                      [](const Row& row) { return row.size(0); }));
  return size.value_or(0);
}

NodeAt Session::log_nodes() {
  return [this](unsigned level, std::uint64_t number) -> Result<Sha256> {
    HAAT_TRY(const auto hash,
             db_.first(
                 "SELECT hash FROM log_nodes WHERE level = ? AND number = ?",
                 [](const Row& row) { return row.text(0); }, static_cast<int>(level), number));
    if (!hash)
      return fail(Errc::corrupt, "log-broken",
                  "the transparency log has lost its node " + std::to_string(level) + "/" +
                      std::to_string(number));
    return parse_sha256(*hash);
  };
}

Result<std::uint64_t> Session::verify_log() {
  constexpr std::uint64_t at_once = 1000;
  const NodeAt node_at = log_nodes();
  std::vector<Sha256> last;  // of each level, the node that was made last
  std::uint64_t index = 0;
  for (;;) {
    HAAT_TRY(const auto entries, log_entries(index, at_once));
    if (entries.empty()) break;
    for (const std::string& entry : entries) {
      Sha256 hash = leaf_hash(entry);
      for (unsigned level = 0;; ++level) {
        HAAT_TRY(const Sha256 kept, node_at(level, index >> level));
        if (kept != hash) return broken(level, index >> level);
        if (last.size() <= level) last.resize(level + 1);
        const Sha256 left = std::exchange(last[level], hash);
        if ((index >> level & 1) == 0) break;
        hash = node_hash(left, hash);
      }
      ++index;
    }
  }
  HAAT_TRY(const std::uint64_t size, log_size());
  if (size != index) return broken(0, index);
  return index;
}

Result<std::vector<std::string>> Session::log_hashes(unsigned level, std::uint64_t from,
                                                     std::uint64_t count) {
  return db_.all(
      "SELECT hash FROM log_nodes WHERE level = ? AND number >= ? ORDER BY number LIMIT ?",
      [](const Row& row) { return row.text(0); }, static_cast<int>(level), from, count);
}

Result<std::vector<std::string>> Session::log_entries(std::uint64_t from, std::uint64_t count) {
  return db_.all(
      "SELECT entry FROM log_entries WHERE number >= ? ORDER BY number LIMIT ?",
      [](const Row& row) { return row.text(0); }, from, count);
}

Result<std::optional<std::uint64_t>> Session::log_index_of(const std::string& package) {
  return db_.first(
      "SELECT number FROM log_entries WHERE package = ? ORDER BY number DESC LIMIT 1",
      [](const Row& row) { return row.size(0); }, package);
}

}  // namespace haat::server
