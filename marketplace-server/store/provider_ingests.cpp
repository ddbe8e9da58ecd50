#include "marketplace-server/store/session.hpp"

namespace haat::server {
namespace {

constexpr const char* columns =
    "provider, at, whole, added, updated, unchanged, gone, refused, told, trouble, cursor, "
    "completions, "
    "completions_cursor";

Ingest ingest_of(const Row& row) {
  return {row.text(0),    row.text(1),     row.integer(2) != 0, row.integer(3), row.integer(4),
          row.integer(5), row.integer(6),  row.integer(7),      row.integer(8), row.text(9),
          row.text(10),   row.integer(11), row.text(12)};
}

}  // namespace

Result<Ingest> Session::find_ingest(const std::string& provider) {
  static const std::string sql =
      std::string("SELECT ") + columns + " FROM provider_ingests WHERE provider = ?";
  HAAT_TRY(auto found, db_.first(sql, ingest_of, provider));
  if (found) return *std::move(found);
  Ingest none;
  none.provider = provider;
  return none;
}

Result<std::map<std::string, Ingest>> Session::ingests() {
  static const std::string sql = std::string("SELECT ") + columns + " FROM provider_ingests";
  HAAT_TRY(auto rows, db_.all(sql, ingest_of));
  std::map<std::string, Ingest> by_provider;
  for (Ingest& one : rows) by_provider[one.provider] = std::move(one);
  return by_provider;
}

Result<void> Session::put_ingest(const Ingest& ingest) {
  static const std::string sql =
      std::string("INSERT INTO provider_ingests(") + columns +
      ") VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT(provider) DO UPDATE SET "
      "at = excluded.at, whole = excluded.whole, added = excluded.added, "
      "updated = excluded.updated, unchanged = excluded.unchanged, gone = excluded.gone, "
      "refused = excluded.refused, told = excluded.told, trouble = excluded.trouble, "
      "cursor = excluded.cursor, completions = excluded.completions, "
      "completions_cursor = excluded.completions_cursor";
  return db_
      .run(sql, ingest.provider, ingest.at, ingest.whole ? 1 : 0, ingest.added, ingest.updated,
           ingest.unchanged, ingest.gone, ingest.refused, ingest.rows, ingest.trouble,
           ingest.cursor, ingest.completions, ingest.completions_cursor)
      .map([](int) {});
}

}  // namespace haat::server
