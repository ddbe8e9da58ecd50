#include "marketplace-server/store/columns.hpp"
#include "marketplace-server/store/page.hpp"
#include "marketplace-server/store/session.hpp"

namespace haat::server {
namespace {

constexpr const char* columns =
    "id, by, at, pattern, act, reason, cursor, looked_at, found, done, number";

Scan scan_of(const Row& row) {
  return {.id = row.text(0),
          .by = row.text(1),
          .at = time_of(row.text(2)),
          .pattern = row.text(3),
          .act = row.text(4),
          .reason = row.text(5),
          .cursor = row.integer(6),
          .looked_at = static_cast<int>(row.integer(7)),
          .found = static_cast<int>(row.integer(8)),
          .done = row.integer(9) != 0};
}

ScanHit hit_of(const Row& row) {
  return {row.text(0), row.text(1), row.text(2), row.text(3), row.text(4), row.text(5)};
}

}  // namespace

Result<void> Session::add_scan(const Scan& scan) {
  return db_
      .run("INSERT INTO scans(id, by, at, pattern, act, reason) VALUES(?, ?, ?, ?, ?, ?)", scan.id,
           scan.by, to_rfc3339(scan.at), scan.pattern, scan.act, scan.reason)
      .map([](int) {});
}

Result<void> Session::set_scan(const Scan& scan) {
  return db_
      .run("UPDATE scans SET cursor = ?, looked_at = ?, found = ?, done = ? WHERE id = ?",
           scan.cursor, scan.looked_at, scan.found, scan.done ? 1 : 0, scan.id)
      .map([](int) {});
}

Result<std::optional<Scan>> Session::running_scan() {
  static const std::string sql =
      std::string("SELECT ") + columns + " FROM scans WHERE done = 0 ORDER BY number LIMIT 1";
  return db_.first(sql, scan_of);
}

Result<std::optional<Scan>> Session::find_scan(const std::string& id) {
  static const std::string sql = std::string("SELECT ") + columns + " FROM scans WHERE id = ?";
  return db_.first(sql, scan_of, id);
}

Result<Page<Scan>> Session::scans(const PageRequest& page) {
  static const std::string sql = std::string("SELECT ") + columns +
                                 " FROM scans WHERE number < ? ORDER BY number DESC LIMIT ?";
  HAAT_TRY(const auto before, parse_cursor(page.cursor, from_newest));
  const auto read = [](const Row& row) { return Numbered<Scan>{row.text(10), scan_of(row)}; };
  HAAT_TRY(auto rows, db_.all(sql, read, before, page.limit + 1));
  return cut_page(std::move(rows), page.limit);
}

Result<void> Session::add_scan_hit(const ScanHit& hit) {
  return db_
      .run(
          "INSERT INTO scan_hits(scan, course, version, submission, found, outcome) "
          "VALUES(?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
          hit.scan, hit.course, hit.version, hit.submission, hit.found, hit.outcome)
      .map([](int) {});
}

Result<void> Session::set_scan_hit(const std::string& scan, const std::string& submission,
                                   const std::string& outcome) {
  return db_
      .run("UPDATE scan_hits SET outcome = ? WHERE scan = ? AND submission = ?", outcome, scan,
           submission)
      .map([](int) {});
}

Result<std::vector<ScanHit>> Session::scan_hits(const std::string& scan) {
  return db_.all(
      "SELECT scan, course, version, submission, found, outcome FROM scan_hits WHERE scan = ? "
      "ORDER BY course, version, submission LIMIT 10000",
      hit_of, scan);
}

}  // namespace haat::server
