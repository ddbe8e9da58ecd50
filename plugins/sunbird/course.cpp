#include "plugins/sunbird/course.hpp"

#include "plugins/partner/duration.hpp"
#include "plugins/partner/language.hpp"
#include "plugins/partner/plain_text.hpp"

namespace sunbird {

using haat::provider::Course;
using partner::find;
using partner::Json;
using partner::text;
using partner::text_if_any;

namespace {

constexpr double longest = 10.0 * 365 * 24 * 3600;  // seconds

// A string, or the first of a list of them.
std::string first_text(const Json& row, const char* member) {
  const Json* const found = find(row, {member});
  if (found == nullptr) return {};
  const Json& one = found->is_array() && !found->empty() ? found->front() : *found;
  return one.is_string() ? one.get<std::string>() : "";
}

// `medium` is what a course is taught in; `language` says English unless somebody changed it.
std::string language_of(const Json& row) {
  const std::string medium = partner::language_tag(first_text(row, "medium"));
  return medium.empty() ? first_text(row, "language") : medium;
}

// What is no number of seconds goes on as it is, to be named and left out.
std::string duration_of(const Json& row) {
  const Json* const found = find(row, {"duration"});
  if (found == nullptr) return {};
  const auto seconds = partner::number_if_any(row, {"duration"});
  if (seconds && *seconds >= 0 && *seconds <= longest)
    return *seconds < 1 ? "" : partner::duration_of_seconds(static_cast<std::uint64_t>(*seconds));
  return found->is_string() ? found->get<std::string>() : partner::cut(found->dump(), 40);
}

std::string version_of(const Json& row) {
  const auto version = partner::number_if_any(row, {"pkgVersion"});
  return version && *version >= 0 && *version < 1e9
             ? std::to_string(static_cast<std::uint64_t>(*version))
             : "";
}

}  // namespace

Course read_course(const Json& row) {
  Course course{text(row, {"identifier"}), text(row, {"name"})};
  course.description = partner::plain_text(text_if_any(row, {"description"}));
  course.language = language_of(row);
  course.duration = duration_of(row);
  course.version = version_of(row);
  course.licence = text_if_any(row, {"license"});
  course.has_package = !text_if_any(row, {"downloadUrl"}).empty();
  return course;
}

}  // namespace sunbird
