#include <tuple>

#include "marketplace-server/store/page.hpp"
#include "marketplace-server/store/session.hpp"

namespace haat::server {
namespace {

constexpr const char* columns =
    "provider, learner, external_id, began_at, finished_at, score, hours, certificate, verdict, "
    "reason, heard_at";

Completion completion_of(const Row& row) {
  return {row.text(0), row.text(1), row.text(2), row.text(3), row.text(4), row.real(5),
          row.real(6), row.text(7), row.text(8), row.text(9), row.text(10)};
}

// But for when it was told.
bool same(const Completion& a, const Completion& b) {
  const auto told = [](const Completion& one) {
    return std::tie(one.began_at, one.score, one.hours, one.certificate, one.verdict, one.reason);
  };
  return told(a) == told(b);
}

}  // namespace

Result<Heard> Session::put_completion(const Completion& completion) {
  static const std::string find = std::string("SELECT ") + columns +
                                  " FROM provider_completions WHERE provider = ? AND learner = ? "
                                  "AND external_id = ? AND finished_at = ?";
  static const std::string put =
      std::string("INSERT INTO provider_completions(") + columns +
      ") VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT(provider, learner, external_id, "
      "finished_at) DO UPDATE SET began_at = excluded.began_at, score = excluded.score, "
      "hours = excluded.hours, certificate = excluded.certificate, verdict = excluded.verdict, "
      "reason = excluded.reason, heard_at = excluded.heard_at";
  HAAT_TRY(const auto known, db_.first(find, completion_of, completion.provider, completion.learner,
                                       completion.external_id, completion.finished_at));
  if (known && same(*known, completion)) return Heard::unchanged;
  HAAT_TRY_VOID(db_.run(put, completion.provider, completion.learner, completion.external_id,
                        completion.began_at, completion.finished_at, completion.score,
                        completion.hours, completion.certificate, completion.verdict,
                        completion.reason, completion.heard_at));
  return known ? Heard::updated : Heard::added;
}

Result<Page<Completion>> Session::completions(const std::string& provider,
                                              const std::string& verdict, const PageRequest& page) {
  static const std::string select =
      std::string("SELECT ") + columns + ", number FROM provider_completions WHERE provider = ?";
  static const std::string all = select + " AND number < ? ORDER BY number DESC LIMIT ?";
  static const std::string judged =
      select + " AND verdict = ? AND number < ? ORDER BY number DESC LIMIT ?";
  const auto read = [](const Row& row) {
    return Numbered<Completion>{std::to_string(row.integer(11)), completion_of(row)};
  };
  HAAT_TRY(const std::int64_t before, parse_cursor(page.cursor, from_newest));
  HAAT_TRY(auto rows, verdict.empty()
                          ? db_.all(all, read, provider, before, page.limit + 1)
                          : db_.all(judged, read, provider, verdict, before, page.limit + 1));
  return cut_page(std::move(rows), page.limit);
}

}  // namespace haat::server
