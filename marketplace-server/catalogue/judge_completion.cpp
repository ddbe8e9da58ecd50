#include "marketplace-server/catalogue/judge_completion.hpp"

#include <algorithm>
#include <cmath>

#include "core/duration.hpp"
#include "core/package/entry_name.hpp"

namespace haat::server {
namespace {

using std::chrono::seconds;

constexpr seconds clocks_differ{300};  // by so much a partner's may be ahead of ours
constexpr int quickest = 10;           // of the course's duration, one part in so many
constexpr double most_hours = 100'000;

// RFC 3339 with an offset and a fraction, which is left out.
std::optional<Time> time_of(std::string_view text) {
  constexpr std::size_t without_zone = 19;  // of "2026-11-23T12:11:46"
  if (text.size() <= without_zone) return std::nullopt;
  std::string_view zone = text.substr(without_zone);
  if (zone.front() == '.') {
    const auto end = zone.find_first_not_of("0123456789", 1);
    if (end == zone.npos || end == 1) return std::nullopt;
    zone.remove_prefix(end);
  }
  const auto time = parse_rfc3339(std::string(text.substr(0, without_zone)) + "Z");
  if (!time) return std::nullopt;
  if (zone == "Z") return *time;
  if (zone.size() != 6 || (zone[0] != '+' && zone[0] != '-')) return std::nullopt;
  // An offset is a time of day, of which the same reader knows the limits.
  const auto offset = parse_rfc3339("1970-01-01T" + std::string(zone.substr(1)) + ":00Z");
  if (!offset) return std::nullopt;
  const seconds ahead = offset->time_since_epoch();
  return zone[0] == '+' ? *time - ahead : *time + ahead;
}

// The shorter one, of what it took by the clock and by the partner's count.
std::optional<seconds> spent(const ProviderCompletion& told, const std::optional<Time>& began,
                             Time finished) {
  std::optional<seconds> time;
  if (began) time = finished - *began;
  if (told.hours) {
    const seconds counted{std::llround(*told.hours * 3600)};
    time = time ? std::min(*time, counted) : counted;
  }
  return time;
}

struct Verdict {
  const char* kind = "plausible";
  std::string reason{};
};

Verdict verdict_on(const ProviderCompletion& told, const std::optional<OfferedCourse>& course,
                   Time now) {
  const auto finished = time_of(told.finished_at);
  const auto began = told.began_at.empty() ? std::nullopt : time_of(told.began_at);
  for (const auto& [text, time] : {std::pair{told.finished_at, finished}, {told.began_at, began}})
    if (!text.empty() && !time)
      return {"time-unreadable",
              printable(text.substr(0, 40)) + " is no time such as 2026-11-23T12:11:46+05:30"};
  if (!finished) return {"time-unreadable", "it does not say when it was finished"};
  if (told.score && !(*told.score >= 0 && *told.score <= 1))
    return {"number-impossible",
            "the score " + std::to_string(*told.score) + " is not from 0 to 1"};
  if (told.hours && !(*told.hours >= 0 && *told.hours <= most_hours))
    return {"number-impossible", "nobody learns for " + std::to_string(*told.hours) + " hours"};
  if (began && *finished < *began)
    return {"finished-before-begun",
            "it was finished at " + to_rfc3339(*finished) + " and begun at " + to_rfc3339(*began)};
  if (*finished > now + clocks_differ)
    return {"in-the-future",
            "it was finished at " + to_rfc3339(*finished) + ", which is yet to come"};
  if (!course) return {"course-unknown", "the provider never offered that course"};
  const auto duration = parse_duration(course->duration);
  const auto took = spent(told, began, *finished);
  if (duration && took && *took * quickest < *duration)
    return {"implausibly-quick", "it took " + std::to_string(took->count()) +
                                     " s, less than a tenth of the course's " + course->duration};
  return {};
}

}  // namespace

Completion judge_completion(const std::string& provider, const ProviderCompletion& told,
                            const std::optional<OfferedCourse>& course, Time now) {
  const Verdict verdict = verdict_on(told, course, now);
  return {provider,         told.learner,   told.external_id, told.began_at,
          told.finished_at, told.score,     told.hours,       told.certificate,
          verdict.kind,     verdict.reason, to_rfc3339(now)};
}

}  // namespace haat::server
