#include "marketplace-server/store/page.hpp"
#include "marketplace-server/store/session.hpp"

namespace haat::server {

Result<void> Session::put_ingest_row(const std::string& provider, const IngestRow& row) {
  return db_
      .run(
          "INSERT INTO provider_rows(provider, number, external_id, verdict, field, reason) "
          "VALUES(?, ?, ?, ?, ?, ?) ON CONFLICT(provider, number) DO UPDATE SET "
          "external_id = excluded.external_id, verdict = excluded.verdict, "
          "field = excluded.field, reason = excluded.reason",
          provider, row.number, row.external_id, row.verdict, row.field, row.reason)
      .map([](int) {});
}

Result<int> Session::forget_ingest_rows(const std::string& provider, std::int64_t after, int most) {
  return db_.run(
      "DELETE FROM provider_rows WHERE provider = ?1 AND number IN (SELECT number FROM "
      "provider_rows WHERE provider = ?1 AND number > ?2 ORDER BY number LIMIT ?3)",
      provider, after, most);
}

Result<Page<IngestRow>> Session::ingest_rows(const std::string& provider,
                                             const std::string& verdict, const PageRequest& page) {
  static const std::string select =
      "SELECT number, external_id, verdict, field, reason FROM provider_rows WHERE provider = ? "
      "AND number > ? AND number <= (SELECT kept_rows FROM provider_ingests WHERE "
      "provider_ingests.provider = provider_rows.provider) ";
  static const std::string all = select + "ORDER BY number LIMIT ?";
  static const std::string judged = select + "AND verdict = ? ORDER BY number LIMIT ?";
  const auto read = [](const Row& row) {
    return Numbered<IngestRow>{
        std::to_string(row.integer(0)),
        {row.integer(0), row.text(1), row.text(2), row.text(3), row.text(4)}};
  };
  HAAT_TRY(const std::int64_t after, parse_cursor(page.cursor, 0));
  HAAT_TRY(auto rows, verdict.empty()
                          ? db_.all(all, read, provider, after, page.limit + 1)
                          : db_.all(judged, read, provider, after, verdict, page.limit + 1));
  return cut_page(std::move(rows), page.limit);
}

}  // namespace haat::server
