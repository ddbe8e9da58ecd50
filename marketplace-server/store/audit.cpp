#include "core/json/json.hpp"
#include "core/package/digest.hpp"
#include "marketplace-server/store/columns.hpp"
#include "marketplace-server/store/page.hpp"
#include "marketplace-server/store/session.hpp"

namespace haat::server {
namespace {

constexpr const char* columns = "number, at, actor, action, subject, details, previous, hash";

AuditRow audit_row_of(const Row& row) {
  return {row.integer(0), time_of(row.text(1)),    row.text(2), row.text(3),
          row.text(4),    details_of(row.text(5)), row.text(6), row.text(7)};
}

// Over the row's canonical JSON: members sorted by name, no white space.
std::string hash_of(const AuditRow& row) {
  const Json canonical = {{"number", row.number},   {"at", to_rfc3339(row.at)},
                          {"actor", row.actor},     {"action", row.action},
                          {"subject", row.subject}, {"details", row.details}};
  return to_hex(
      sha256(row.previous + "\n" + canonical.dump(-1, ' ', false, Json::error_handler_t::replace)));
}

}  // namespace

Result<void> Session::log(const By& by, const std::string& action, const std::string& subject,
                          const std::map<std::string, std::string>& details) {
  HAAT_TRY(const auto last,
           db_.first(std::string("SELECT ") + columns + " FROM audit ORDER BY number DESC LIMIT 1",
                     audit_row_of));
  AuditRow row{.number = last ? last->number + 1 : 1,
               .at = by.at,
               .actor = by.name,
               .action = action,
               .subject = subject,
               .details = details,
               .previous = last ? last->hash : std::string(64, '0'),
               .hash = {}};
  row.hash = hash_of(row);
  HAAT_TRY_VOID(
      db_.run("INSERT INTO audit(number, at, actor, action, subject, details, previous, hash) "
              "VALUES(?, ?, ?, ?, ?, ?, ?, ?)",
              row.number, to_rfc3339(row.at), row.actor, row.action, row.subject,
              details_json(row.details), row.previous, row.hash));
  HAAT_TRY_VOID(log_publicly(row));
  return queue_webhooks(row);
}

Result<Page<AuditRow>> Session::audit(const PageRequest& page) {
  static const std::string sql =
      std::string("SELECT ") + columns + " FROM audit WHERE number > ? ORDER BY number LIMIT ?";
  HAAT_TRY(const auto after, parse_cursor(page.cursor, 0));
  const auto read = [](const Row& row) {
    return Numbered<AuditRow>{row.text(0), audit_row_of(row)};
  };
  HAAT_TRY(auto rows, db_.all(sql, read, after, page.limit + 1));
  return cut_page(std::move(rows), page.limit);
}

Result<std::vector<AuditRow>> Session::history(const std::string& subject) {
  static const std::string sql =
      std::string("SELECT ") + columns + " FROM audit WHERE subject = ? ORDER BY number LIMIT 1000";
  return db_.all(sql, audit_row_of, subject);
}

Result<std::optional<Time>> Session::last_audit() {
  return db_.first("SELECT at FROM audit ORDER BY number DESC LIMIT 1",
                   [](const Row& row) { return time_of(row.text(0)); });
}

Result<std::int64_t> Session::verify_audit() {
  std::string previous(64, '0');
  PageRequest page{"", 1000};
  std::int64_t number = 0;
  do {
    HAAT_TRY(const auto rows, audit(page));
    for (const AuditRow& row : rows.items) {
      ++number;
      if (row.number != number || row.previous != previous || row.hash != hash_of(row))
        return fail(Errc::corrupt, "audit-broken",
                    "the audit log was changed at row " + std::to_string(number));
      previous = row.hash;
    }
    page.cursor = rows.next;
  } while (!page.cursor.empty());
  return number;
}

}  // namespace haat::server
