#include <set>

#include "marketplace-server/store/session.hpp"

namespace haat::server {
namespace {

constexpr int most_partners = 200;  // that are told one by one
constexpr int most_languages = 1000;
constexpr int decisions_looked_at = 10'000;  // the last ones, for the median

struct Count {
  std::string name;
  std::int64_t number = 0;
};

Count count_of(const Row& row) {
  return {row.text(0), row.integer(1)};
}

std::int64_t number_of(const Row& row) {
  return row.integer(0);
}

// Courses by area, each counted once in an area however many of its competencies it teaches. Rows
// come course by course and are not kept.
class AreaCount {
 public:
  using AreaOf = std::function<std::string(const std::string&)>;
  explicit AreaCount(const AreaOf& area_of) : area_of_(area_of) {}

  bool add(const Row& row) {
    if (row.integer(1) != course_) areas_of_course_.clear();
    course_ = row.integer(1);
    const auto known = areas_.try_emplace(row.text(0)).first;
    if (known->second.empty()) known->second = area_of_(known->first);
    if (areas_of_course_.insert(known->second).second) ++counts_[known->second];
    return true;
  }
  const Kpis::Counts& counts() const { return counts_; }

 private:
  const AreaOf& area_of_;
  std::int64_t course_ = 0;
  std::map<std::string, std::string> areas_;  // by competency
  std::set<std::string> areas_of_course_;
  Kpis::Counts counts_;
};

Kpis::Counts by_name(const std::vector<Count>& rows) {
  Kpis::Counts counts;
  for (const Count& row : rows) counts[row.name] += row.number;
  return counts;
}

}  // namespace

Result<std::int64_t> Session::form() {
  HAAT_TRY(const auto version, db_.first("PRAGMA user_version", number_of));
  return version.value_or(0);
}

Result<std::map<std::string, std::int64_t>> Session::submissions_by_state() {
  HAAT_TRY(const auto rows,
           db_.all("SELECT state, count(*) FROM submissions GROUP BY state", count_of));
  return by_name(rows);
}

Result<Queues> Session::queues() {
  const auto count = [&](const char* sql) -> Result<std::int64_t> {
    HAAT_TRY(const auto number, db_.first(sql, number_of));
    return number.value_or(0);
  };
  Queues queues;
  HAAT_TRY(queues.deliveries_waiting,
           count("SELECT count(*) FROM deliveries WHERE state = 'waiting'"));
  HAAT_TRY(queues.deliveries_dead, count("SELECT count(*) FROM deliveries WHERE state = 'dead'"));
  HAAT_TRY(queues.publications, count("SELECT count(*) FROM submissions WHERE state = 'accepted'"));
  HAAT_TRY(queues.endings, count("SELECT count(*) FROM submissions WHERE retire_at IS NOT NULL"));
  HAAT_TRY(queues.scans, count("SELECT count(*) FROM scans WHERE done = 0"));
  return queues;
}

Result<Kpis> Session::kpis(const std::function<std::string(const std::string&)>& area_of) {
  Kpis kpis;
  HAAT_TRY(kpis.submissions, submissions_by_state());
  struct PartnerCount {
    std::string partner;
    Count count;
  };
  HAAT_TRY(const auto partners,
           db_.all(
               "SELECT submitted_by, state, count(*) FROM submissions WHERE submitted_by IN"
               " (SELECT submitted_by FROM submissions GROUP BY submitted_by ORDER BY count(*) "
               "DESC, submitted_by LIMIT ?) GROUP BY submitted_by, state",
               [](const Row& row) {
                 return PartnerCount{row.text(0), {row.text(1), row.integer(2)}};
               },
               most_partners));
  for (const auto& [partner, count] : partners) kpis.by_partner[partner][count.name] = count.number;

  constexpr const char* served = "state IN ('live', 'unlisted', 'flagged')";
  const auto number = [&](const std::string& sql) -> Result<std::int64_t> {
    HAAT_TRY(const auto found, db_.first(sql, number_of));
    return found.value_or(0);
  };
  HAAT_TRY(kpis.courses, number(std::string("SELECT count(*) FROM releases WHERE ") + served));
  HAAT_TRY(kpis.without_competencies,
           number(std::string("SELECT count(*) FROM releases WHERE ") + served +
                  " AND coalesce(json_array_length(course_json, '$.competencies'), 0) = 0"));
  static const std::string tags = std::string(
                                      "SELECT DISTINCT c.value ->> 'id', r.number FROM releases r, "
                                      "json_each(r.course_json, '$.competencies') c WHERE r.") +
                                  served + " ORDER BY r.number";
  AreaCount by_area(area_of);
  HAAT_TRY_VOID(db_.all(tags, [&](const Row& row) { return by_area.add(row); }));
  kpis.areas = by_area.counts();
  static const std::string languages =
      std::string(
          "SELECT t.key, count(*) FROM releases r, json_each(r.course_json, '$.title') t "
          "WHERE r.") +
      served + " GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ?";
  HAAT_TRY(const auto by_language, db_.all(languages, count_of, most_languages));
  kpis.languages = by_name(by_language);

  // The first decision about each: what happens to a course later decides nothing any more.
  HAAT_TRY(
      const auto waits,
      db_.all("WITH decided AS (SELECT subject, min(at) AS at FROM (SELECT subject, at FROM audit "
              "WHERE action IN ('submission.accepted', 'submission.rejected') ORDER BY number DESC "
              "LIMIT ?) GROUP BY subject)"
              " SELECT unixepoch(d.at) - unixepoch(s.submitted_at) FROM decided d JOIN submissions "
              "s ON s.id = d.subject ORDER BY 1",
              number_of, decisions_looked_at));
  if (!waits.empty()) {
    const std::size_t middle = waits.size() / 2;
    kpis.median_to_decide =
        waits.size() % 2 ? waits[middle] : (waits[middle - 1] + waits[middle]) / 2;
  }
  HAAT_TRY(
      kpis.accepted,
      number("SELECT count(DISTINCT subject) FROM audit WHERE action = 'submission.accepted'"));
  HAAT_TRY(
      kpis.rejected,
      number("SELECT count(DISTINCT subject) FROM audit WHERE action = 'submission.rejected'"));
  constexpr const char* kept =
      "(SELECT blob, max(size) AS size FROM (SELECT blob, size FROM submissions UNION ALL SELECT "
      "blob, size FROM releases) GROUP BY blob)";
  HAAT_TRY(kpis.packages, number(std::string("SELECT count(*) FROM ") + kept));
  HAAT_TRY(kpis.bytes, number(std::string("SELECT coalesce(sum(size), 0) FROM ") + kept));
  return kpis;
}

Result<std::vector<std::string>> Session::blobs(const std::string& after, int limit) {
  return db_.all(
      "SELECT blob FROM submissions WHERE blob > ?1 UNION SELECT blob FROM releases WHERE blob > "
      "?1 "
      "ORDER BY 1 LIMIT ?2",
      [](const Row& row) { return row.text(0); }, after, limit);
}

}  // namespace haat::server
