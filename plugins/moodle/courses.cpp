#include "plugins/moodle/courses.hpp"

#include "plugins/partner/plain_text.hpp"

namespace moodle {

using haat::provider::bad_data;
using haat::provider::Course;
using partner::find;
using partner::Json;
using partner::number;
using partner::plain_text;
using partner::text;
using partner::text_if_any;

namespace {

// What read_course() and list_completions() look at: the rest of a row is much, and is kept for
// every course of the site.
Json kept_of(Json& row) {
  Json kept;
  for (const char* const member : {"id", "fullname", "summary", "lang", "enablecompletion"})
    if (row.contains(member)) kept[member] = std::move(row[member]);
  return kept;
}

bool is_offered(const Json& row) {
  const Json* const visible = find(row, {"visible"});
  const bool hidden = visible != nullptr && (*visible == 0 || *visible == false);
  return !hidden && text_if_any(row, {"format"}) != "site";
}

}  // namespace

Course read_course(const Json& row) {
  Course course{std::to_string(number(row, {"id"})), plain_text(text(row, {"fullname"}))};
  course.description = plain_text(text_if_any(row, {"summary"}));
  course.language = text_if_any(row, {"lang"});
  return course;
}

std::map<std::int64_t, Json> list_courses(Site& site, long category,
                                          const std::function<void(const std::string&)>& complain) {
  std::vector<partner::Field> arguments;
  if (category > 0) arguments = {{"field", "category"}, {"value", std::to_string(category)}};
  Json answer = site.call("core_course_get_courses_by_field", std::move(arguments));
  const auto courses = answer.find("courses");
  if (courses == answer.end() || !courses->is_array())
    throw bad_data(site.name() + " answered without a list \"courses\": is that another version?");
  std::map<std::int64_t, Json> rows;
  for (Json& row : *courses) {
    if (!is_offered(row)) continue;
    const Json* const id = find(row, {"id"});
    const bool counts = id != nullptr && id->is_number_integer() && *id > 0;
    if (!counts) {
      complain("a course is left out: its id is no number");
      continue;
    }
    const auto number = id->get<std::int64_t>();
    rows.try_emplace(number, kept_of(row));
  }
  return rows;
}

}  // namespace moodle
