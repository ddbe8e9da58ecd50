#include "plugins/open-edx/course.hpp"

#include "plugins/partner/duration.hpp"
#include "plugins/partner/plain_text.hpp"

namespace open_edx {

using haat::provider::Course;
using partner::find;
using partner::Json;
using partner::number_if_any;
using partner::text;
using partner::text_if_any;

namespace {

constexpr double longest_effort = 24.0 * 7;  // hours a week
constexpr double longest_course = 520;       // weeks

// Of the runs of a course the one that it advertises, or else one that is published.
const Json& run_of(const Json& row) {
  static const Json none = Json::object();
  const std::string advertised = text_if_any(row, {"advertised_course_run_uuid"});
  const Json* const runs = find(row, {"course_runs"});
  const Json* best = &none;
  if (runs == nullptr || !runs->is_array()) return none;
  for (const Json& run : *runs) {
    if (!advertised.empty() && text_if_any(run, {"uuid"}) == advertised) return run;
    if (best == &none && text_if_any(run, {"status"}) == "published") best = &run;
  }
  return *best;
}

// So many weeks of so many hours.
std::string duration_of(const Json& run) {
  const double weeks = number_if_any(run, {"weeks_to_complete"}).value_or(0);
  const double hours = number_if_any(run, {"max_effort"}).value_or(0);
  if (!(weeks > 0 && weeks <= longest_course && hours > 0 && hours <= longest_effort)) return {};
  return partner::duration_of_seconds(static_cast<std::uint64_t>(weeks * hours * 3600));
}

std::string first_of(const std::string& one, const std::string& other) {
  return one.empty() ? other : one;
}

}  // namespace

Course read_lms_course(const Json& row) {
  Course course{text(row, {"course_id"}), text(row, {"name"})};
  course.description = partner::plain_text(
      first_of(text_if_any(row, {"short_description"}), text_if_any(row, {"overview"})));
  return course;
}

Course read_discovery_course(const Json& row) {
  Course course{text(row, {"key"}), text(row, {"title"})};
  course.description = partner::plain_text(
      first_of(text_if_any(row, {"full_description"}), text_if_any(row, {"short_description"})));
  const Json& run = run_of(row);
  course.language = text_if_any(run, {"content_language"});
  course.duration = duration_of(run);
  course.licence = text_if_any(run, {"license"});
  return course;
}

}  // namespace open_edx
