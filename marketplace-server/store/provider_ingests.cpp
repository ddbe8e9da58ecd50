#include "marketplace-server/store/session.hpp"

namespace haat::server {
namespace {

constexpr const char* columns =
    "provider, at, whole, added, updated, unchanged, gone, refused, told, trouble, cursor, "
    "completions, completions_cursor, kept_rows, run, walk_sweep, walk_cursor, walk_began_at, "
    "walk_edition";

Ingest ingest_of(const Row& row) {
  return {row.text(0),         row.text(1),
          row.integer(2) != 0, row.integer(3),
          row.integer(4),      row.integer(5),
          row.integer(6),      row.integer(7),
          row.integer(8),      row.text(9),
          row.text(10),        row.integer(11),
          row.text(12),        row.integer(13),
          row.integer(14),     {row.integer(15), row.text(16), row.text(17), row.text(18)}};
}

// Its row, if it has none yet.
constexpr const char* first_row =
    "INSERT INTO provider_ingests(provider, at, whole, added, updated, unchanged, gone, trouble, "
    "cursor, completions, completions_cursor) VALUES(?, '', 0, 0, 0, 0, 0, '', '', 0, '') "
    "ON CONFLICT(provider) DO NOTHING";

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

Result<void> Session::ask_ingest(const std::string& provider) {
  HAAT_TRY_VOID(db_.run(first_row, provider));
  return db_.run("UPDATE provider_ingests SET asked = 1 WHERE provider = ?", provider).map([](int) {
  });
}

Result<std::set<std::string>> Session::asked_ingests() {
  HAAT_TRY(const auto rows, db_.all("SELECT provider FROM provider_ingests WHERE asked = 1",
                                    [](const Row& row) { return row.text(0); }));
  return std::set<std::string>(rows.begin(), rows.end());
}

Result<Ingest> Session::begin_ingest(const std::string& provider) {
  HAAT_TRY_VOID(db_.run(first_row, provider));
  HAAT_TRY_VOID(
      db_.run("UPDATE provider_ingests SET run = run + 1, asked = 0 WHERE provider = ?", provider));
  return find_ingest(provider);
}

Result<void> Session::put_ingest(const Ingest& ingest) {
  HAAT_TRY(
      const int rows,
      db_.run("UPDATE provider_ingests SET at = ?, whole = ?, added = ?, updated = ?, "
              "unchanged = ?, gone = ?, refused = ?, told = ?, trouble = ?, cursor = ?, "
              "completions = ?, completions_cursor = ?, kept_rows = ?, walk_sweep = ?, "
              "walk_cursor = ?, walk_began_at = ?, walk_edition = ? WHERE provider = ? AND run = ?",
              ingest.at, ingest.whole ? 1 : 0, ingest.added, ingest.updated, ingest.unchanged,
              ingest.gone, ingest.refused, ingest.rows, ingest.trouble, ingest.cursor,
              ingest.completions, ingest.completions_cursor, ingest.kept_rows, ingest.walk.sweep,
              ingest.walk.cursor, ingest.walk.began_at, ingest.walk.edition, ingest.provider,
              ingest.run));
  if (rows == 0)
    return fail(Errc::conflict, "ingest-superseded",
                "another server has begun to take it meanwhile, and goes on in its place");
  return {};
}

}  // namespace haat::server
