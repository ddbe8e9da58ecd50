#include <tuple>

#include "marketplace-server/store/page.hpp"
#include "marketplace-server/store/session.hpp"

namespace haat::server {
namespace {

constexpr const char* columns =
    "provider, external_id, title, description, language, duration, version, licence, has_package, "
    "submission, gone_at, sweep";

OfferedCourse offer_of(const Row& row) {
  OfferedCourse offer{row.text(0),         row.text(1), row.text(2), row.text(3),
                      row.text(4),         row.text(5), row.text(6), row.text(7),
                      row.integer(8) != 0, {},          {}};
  if (!row.null(9)) offer.submission = row.text(9);
  if (!row.null(10)) offer.gone_at = row.text(10);
  offer.sweep = row.integer(11);
  return offer;
}

// Of all that the provider tells.
bool same(const OfferedCourse& a, const OfferedCourse& b) {
  const auto told = [](const OfferedCourse& one) {
    return std::tie(one.title, one.description, one.language, one.duration, one.version,
                    one.licence, one.has_package);
  };
  return told(a) == told(b);
}

}  // namespace

Result<std::int64_t> Session::last_sweep(const std::string& provider) {
  HAAT_TRY(const auto last,
           db_.first(
               "SELECT coalesce(max(sweep), 0) FROM provider_courses WHERE provider = ?",
               [](const Row& row) { return row.integer(0); }, provider));
  return last.value_or(0);
}

Result<Heard> Session::put_offer(const OfferedCourse& offer, std::int64_t sweep, bool once) {
  HAAT_TRY(const auto known, find_offer(offer.provider, offer.external_id));
  if (known && once && known->sweep == sweep) return Heard::again;
  if (known && !known->gone_at && same(*known, offer)) {
    return db_
        .run("UPDATE provider_courses SET sweep = ? WHERE provider = ? AND external_id = ?", sweep,
             offer.provider, offer.external_id)
        .map([](int) { return Heard::unchanged; });
  }
  HAAT_TRY_VOID(db_.run(
      "INSERT INTO provider_courses(provider, external_id, title, description, language, duration, "
      "version, licence, has_package, sweep) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
      "ON CONFLICT(provider, external_id) DO UPDATE SET title = excluded.title, "
      "description = excluded.description, language = excluded.language, "
      "duration = excluded.duration, version = excluded.version, licence = excluded.licence, "
      "has_package = excluded.has_package, sweep = excluded.sweep, gone_at = NULL",
      offer.provider, offer.external_id, offer.title, offer.description, offer.language,
      offer.duration, offer.version, offer.licence, offer.has_package ? 1 : 0, sweep));
  return known ? Heard::updated : Heard::added;
}

Result<bool> Session::bury_offer(const std::string& provider, const std::string& external_id,
                                 Time at) {
  return db_
      .run(
          "UPDATE provider_courses SET gone_at = ? WHERE provider = ? AND external_id = ? AND "
          "gone_at IS NULL",
          to_rfc3339(at), provider, external_id)
      .map([](int rows) { return rows > 0; });
}

Result<int> Session::bury_offers_before(const std::string& provider, std::int64_t sweep, Time at) {
  return db_.run(
      "UPDATE provider_courses SET gone_at = ? WHERE provider = ? AND sweep < ? AND gone_at IS "
      "NULL",
      to_rfc3339(at), provider, sweep);
}

Result<void> Session::forget_gone_offers(const std::string& provider, std::int64_t most) {
  return db_
      .run(
          "DELETE FROM provider_courses WHERE provider = ?1 AND gone_at IS NOT NULL AND submission "
          "IS NULL AND (gone_at, external_id) <= (SELECT gone_at, external_id FROM "
          "provider_courses WHERE provider = ?1 AND gone_at IS NOT NULL AND submission IS NULL "
          "ORDER BY gone_at DESC, external_id DESC LIMIT 1 OFFSET ?2)",
          provider, most)
      .map([](int) {});
}

Result<std::optional<OfferedCourse>> Session::find_offer(const std::string& provider,
                                                         const std::string& external_id) {
  static const std::string sql = std::string("SELECT ") + columns +
                                 " FROM provider_courses WHERE provider = ? AND external_id = ?";
  return db_.first(sql, offer_of, provider, external_id);
}

Result<Page<OfferedCourse>> Session::offers(const std::string& provider, const PageRequest& page) {
  static const std::string sql =
      std::string("SELECT ") + columns +
      " FROM provider_courses WHERE provider = ? AND external_id > ? ORDER BY external_id LIMIT ?";
  const auto read = [](const Row& row) {
    return Numbered<OfferedCourse>{row.text(1), offer_of(row)};
  };
  HAAT_TRY(auto rows, db_.all(sql, read, provider, page.cursor, page.limit + 1));
  return cut_page(std::move(rows), page.limit);
}

Result<std::map<std::string, std::int64_t>> Session::offer_counts() {
  struct Count {
    std::string provider;
    std::int64_t courses;
  };
  HAAT_TRY(const auto rows,
           db_.all("SELECT provider, count(*) FROM provider_courses WHERE gone_at IS NULL GROUP BY "
                   "provider",
                   [](const Row& row) {
                     return Count{row.text(0), row.integer(1)};
                   }));
  std::map<std::string, std::int64_t> counts;
  for (const Count& row : rows) counts[row.provider] = row.courses;
  return counts;
}

Result<std::int64_t> Session::offer_count(const std::string& provider) {
  HAAT_TRY(const auto count,
           db_.first(
               "SELECT count(*) FROM provider_courses WHERE provider = ? AND gone_at IS NULL",
               [](const Row& row) { return row.integer(0); }, provider));
  return count.value_or(0);
}

Result<void> Session::mark_submitted(const OfferedCourse& offer, const std::string& submission) {
  return db_
      .run("UPDATE provider_courses SET submission = ? WHERE provider = ? AND external_id = ?",
           submission, offer.provider, offer.external_id)
      .map([](int) {});
}

}  // namespace haat::server
