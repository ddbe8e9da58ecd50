#include "plugins/partner/listing.hpp"

#include <algorithm>

#include "plugins/partner/duration.hpp"
#include "plugins/partner/language.hpp"
#include "plugins/partner/licence.hpp"
#include "plugins/partner/plain_text.hpp"

namespace partner {

using haat::provider::bad_data;
using haat::provider::Course;
using haat::provider::Page;

namespace {

constexpr std::size_t max_course = HAAT_MAX_ID_BYTES + 5 * HAAT_MAX_FIELD_BYTES + max_description;
static_assert(page_size * max_course <= HAAT_MAX_PAGE_BYTES);
constexpr std::size_t max_named = 200;  // bytes of a record's name in the log

std::size_t bytes_of(const Course& course) {
  return course.external_id.size() + course.title.size() + course.description.size() +
         course.language.size() + course.duration.size() + course.version.size() +
         course.licence.size();
}

}  // namespace

bool is_id(const std::string& external_id) {
  const auto is_control = [](unsigned char c) { return c < 0x20 || c == 0x7f; };
  return !external_id.empty() && external_id.size() <= HAAT_MAX_ID_BYTES &&
         std::none_of(external_id.begin(), external_id.end(), is_control);
}

bool Listing::has_room() const {
  return page_.courses.size() < HAAT_MAX_PAGE_COURSES && bytes_ + max_course <= HAAT_MAX_PAGE_BYTES;
}

Page Listing::take(std::string next) {
  if (next.size() > HAAT_MAX_ID_BYTES)
    throw bad_data("the next page's cursor has " + std::to_string(next.size()) + " bytes (limit " +
                   std::to_string(HAAT_MAX_ID_BYTES) + ")");
  page_.next = std::move(next);
  return std::move(page_);
}

void Listing::leave_out(const std::string& what, const std::string& why) const {
  host_.log(HAAT_LOG_WARNING, cut(one_line(what), max_named) + " is left out: " + why);
}

void Listing::add(const std::string& record, Course course) {
  if (course.external_id.empty()) throw bad_data("it has no id");
  if (!is_id(course.external_id)) throw bad_data("its id is too long or has control characters");
  course.title = one_line(course.title);
  if (course.title.empty()) throw bad_data("it has no title");
  mend(record, course);
  if (!ids_.insert(course.external_id).second) throw bad_data("its id came on this page before");
  bytes_ += bytes_of(course);
  page_.courses.push_back(std::move(course));
}

void Listing::mend(const std::string& record, Course& course) const {
  course.title = cut(course.title, HAAT_MAX_FIELD_BYTES);
  course.description = cut(without_controls(course.description), max_description);
  course.version = cut(one_line(course.version), HAAT_MAX_FIELD_BYTES);
  course.licence = licence_id(cut(one_line(course.licence), HAAT_MAX_FIELD_BYTES));
  const std::string duration = one_line(course.duration);
  course.duration = is_duration(duration) ? duration : "";
  if (course.duration.empty() && !duration.empty())
    leave_out("the duration of " + record, "\"" + cut(duration, 40) + "\" is none of ISO 8601");
  const std::string language = one_line(course.language);
  course.language = language_tag(language);
  if (course.language.empty() && !language.empty())
    leave_out("the language of " + record,
              "nobody knows which language \"" + cut(language, 40) + "\" is");
}

}  // namespace partner
