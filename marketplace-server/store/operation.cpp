#include <algorithm>
#include <tuple>

#include "marketplace-server/store/columns.hpp"
#include "marketplace-server/store/session.hpp"

namespace haat::server {
namespace {

constexpr int most_partners = 200;           // that are told one by one
constexpr int decisions_looked_at = 10'000;  // the last ones, for the median

std::int64_t number_of(const Row& row) {
  return row.integer(0);
}

std::pair<std::string, std::int64_t> count_of(const Row& row) {
  return {row.text(0), row.integer(1)};
}

std::optional<std::int64_t> median(std::vector<std::int64_t> numbers) {
  if (numbers.empty()) return std::nullopt;
  const auto middle = numbers.begin() + static_cast<std::ptrdiff_t>(numbers.size() / 2);
  std::nth_element(numbers.begin(), middle, numbers.end());
  return *middle;
}

// Numbers that statements without values give.
class Counter {
 public:
  explicit Counter(Database& database) : db_(database) {}

  Result<std::int64_t> number(const char* sql) {
    HAAT_TRY(const auto found, db_.first(sql, number_of));
    return found.value_or(0);
  }
  Result<Kpis::Counts> each(const char* sql) {
    HAAT_TRY(const auto rows, db_.all(sql, count_of));
    return Kpis::Counts(rows.begin(), rows.end());
  }

 private:
  Database& db_;
};

}  // namespace

Result<void> Session::try_to_write() {
  return db_.run("UPDATE submissions SET state = state WHERE 1 = 0").map([](int) {});
}

Result<std::map<std::string, std::int64_t>> Session::submissions_by_state() {
  return Counter(db_).each("SELECT state, count(*) FROM submissions GROUP BY state");
}

Result<Queues> Session::queues() {
  Counter count(db_);
  Queues queues;
  HAAT_TRY(queues.deliveries_waiting,
           count.number("SELECT count(*) FROM deliveries WHERE state = 'waiting'"));
  HAAT_TRY(queues.deliveries_dead,
           count.number("SELECT count(*) FROM deliveries WHERE state = 'dead'"));
  HAAT_TRY(queues.publications,
           count.number("SELECT count(*) FROM submissions WHERE state = 'accepted'"));
  HAAT_TRY(queues.endings,
           count.number("SELECT count(*) FROM submissions WHERE retire_at IS NOT NULL"));
  HAAT_TRY(queues.scans, count.number("SELECT count(*) FROM scans WHERE done = 0"));
  const auto waiting = [](const Row& row) {
    return std::pair(row.integer(0), optional_time(row, 1));
  };
  HAAT_TRY(const auto checks, db_.first("SELECT count(*), min(s.submitted_at) FROM checks c JOIN "
                                        "submissions s ON s.id = c.submission",
                                        waiting));
  std::tie(queues.checks, queues.oldest_check) = *checks;
  return queues;
}

Result<Kpis> Session::kpis(Time now) {
  Counter count(db_);
  Kpis kpis;
  HAAT_TRY(kpis.submissions, submissions_by_state());
  HAAT_TRY(kpis.releases, count.each("SELECT state, count(*) FROM releases GROUP BY state"));
  HAAT_TRY(kpis.completions,
           count.each("SELECT verdict, count(*) FROM provider_completions GROUP BY verdict"));
  HAAT_TRY(kpis.learners, count.number("SELECT count(*) FROM (SELECT DISTINCT provider, learner "
                                       "FROM provider_completions) AS learners"));
  HAAT_TRY(kpis.certificates,
           count.number("SELECT count(*) FROM provider_completions WHERE certificate <> ''"));
  HAAT_TRY(const auto partners,
           db_.all(
               "SELECT submitted_by, state, count(*) FROM submissions WHERE submitted_by IN "
               "(SELECT submitted_by FROM submissions GROUP BY submitted_by "
               "ORDER BY count(*) DESC, submitted_by LIMIT ?) GROUP BY submitted_by, state",
               [](const Row& row) { return std::tuple(row.text(0), row.text(1), row.integer(2)); },
               most_partners));
  for (const auto& [partner, state, number] : partners) kpis.by_partner[partner][state] = number;

  HAAT_TRY(kpis.accepted, count.number("SELECT count(DISTINCT subject) FROM audit "
                                       "WHERE action = 'submission.accepted'"));
  HAAT_TRY(kpis.rejected, count.number("SELECT count(DISTINCT subject) FROM audit "
                                       "WHERE action = 'submission.rejected'"));
  // The first decision about each: what happens to a course later decides nothing any more.
  HAAT_TRY(auto waits,
           db_.all(
               "SELECT s.submitted_at, min(a.at) FROM audit a JOIN submissions s ON s.id = "
               "a.subject WHERE a.action IN ('submission.accepted', 'submission.rejected') "
               "GROUP BY s.id, s.submitted_at ORDER BY 2 DESC LIMIT ?",
               [](const Row& row) -> std::int64_t {
                 return (time_of(row.text(1)) - time_of(row.text(0))).count();
               },
               decisions_looked_at));
  kpis.median_to_decide = median(std::move(waits));

  // Equal packages are one file.
  HAAT_TRY(
      const auto kept,
      db_.first("SELECT count(*), coalesce(sum(size), 0) FROM (SELECT blob, size FROM submissions "
                "WHERE state <> 'refused' "
                "UNION SELECT blob, size FROM releases) AS packages",
                [](const Row& row) { return std::pair(row.integer(0), row.integer(1)); }));
  std::tie(kpis.packages, kpis.bytes) = *kept;

  HAAT_TRY(const Queues waiting, queues());
  kpis.checks = waiting.checks;
  if (waiting.oldest_check) kpis.oldest_check = (now - *waiting.oldest_check).count();
  HAAT_TRY(const auto lately, db_.first("SELECT count(*) FROM submissions WHERE checked_at > ?",
                                        number_of, to_rfc3339(now - std::chrono::minutes(1))));
  kpis.checked_lately = lately.value_or(0);
  return kpis;
}

}  // namespace haat::server
