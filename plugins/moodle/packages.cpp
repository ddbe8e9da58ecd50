#include "plugins/moodle/packages.hpp"

namespace moodle {

using haat::provider::bad_data;
using partner::Json;

std::map<std::int64_t, std::string> list_packages(Site& site,
                                                  const std::vector<std::int64_t>& courses) {
  std::vector<partner::Field> arguments;
  for (const std::int64_t id : courses)
    arguments.emplace_back("courseids[" + std::to_string(arguments.size()) + "]",
                           std::to_string(id));
  const Json answer = site.call("mod_scorm_get_scorms_by_courses", std::move(arguments));
  const Json* const scorms = partner::find(answer, {"scorms"});
  if (scorms == nullptr || !scorms->is_array())
    throw bad_data(site.name() + " answered without a list \"scorms\": is that another version?");
  std::map<std::int64_t, std::vector<std::string>> found;
  for (const Json& scorm : *scorms) {
    const Json* const course = partner::find(scorm, {"course"});
    if (course != nullptr && course->is_number_integer())
      found[course->get<std::int64_t>()].push_back(partner::text_if_any(scorm, {"packageurl"}));
  }
  std::map<std::int64_t, std::string> packages;
  for (const auto& [course, urls] : found)
    if (urls.size() == 1 && !urls.front().empty()) packages.emplace(course, urls.front());
  return packages;
}

}  // namespace moodle
