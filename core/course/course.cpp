#include "core/course/course.hpp"

#include <algorithm>
#include <span>

#include "core/embedded.hpp"
#include "core/json/json.hpp"

namespace haat {

std::span<const EmbeddedFile> course_files();

namespace {

Translated translated(const Json& object, const char* member) {
  return object.contains(member) ? object[member].get<Translated>() : Translated{};
}

Course read(const Json& json) {
  Course course{.id = json["id"],
                .version = json["version"],
                .title = translated(json, "title"),
                .description = translated(json, "description"),
                .competencies = {},
                .duration = json.value("duration", ""),
                .licence = json.value("licence", ""),
                .provider = json.value("provider", ""),
                .units = {}};
  for (const auto& tag : json.value("competencies", Json::array()))
    course.competencies.push_back({tag["id"], tag.value("level", 0)});
  for (const auto& unit : json.value("units", Json::array()))
    course.units.push_back({unit["id"], unit["kind"], translated(unit, "title")});
  return course;
}

}  // namespace

std::string_view course_schema() {
  return course_files()[0].bytes;
}

Result<Course> parse_course(std::string_view text, const Limits& limits, std::string_view file) {
  const auto explained = [](Error error) {
    error.id = "course-json-invalid";
    return tl::unexpected(std::move(error));
  };
  auto own = limits;
  own.json_size = std::min(limits.json_size, limits.course_size);
  auto json = parse_json(text, std::string(file), own);
  if (!json) return explained(std::move(json).error());
  if (auto valid = validate_json(*json, course_schema(), std::string(file)); !valid)
    return explained(std::move(valid).error());
  return read(*json);
}

std::string to_json(const Course& course) {
  // Ordered for people: who, what, then the rest.
  nlohmann::ordered_json json;
  json["id"] = course.id;
  json["version"] = course.version;
  json["title"] = course.title;
  if (!course.description.empty()) json["description"] = course.description;
  if (!course.provider.empty()) json["provider"] = course.provider;
  if (!course.licence.empty()) json["licence"] = course.licence;
  if (!course.duration.empty()) json["duration"] = course.duration;
  for (const auto& tag : course.competencies) {
    nlohmann::ordered_json row{{"id", tag.id}};
    if (tag.level != 0) row["level"] = tag.level;
    json["competencies"].push_back(std::move(row));
  }
  for (const auto& unit : course.units)
    json["units"].push_back({{"id", unit.id}, {"kind", unit.kind}, {"title", unit.title}});
  // A title may come from the name of a file, which is bytes.
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string_view in_language(const Translated& text, std::string_view language) {
  if (const auto exact = text.find(std::string(language)); exact != text.end())
    return exact->second;
  const auto primary = [](std::string_view tag) { return tag.substr(0, tag.find('-')); };
  for (const auto& wanted : {primary(language), std::string_view("en")})
    for (const auto& [tag, words] : text)
      if (primary(tag) == wanted) return words;
  return text.empty() ? std::string_view{} : text.begin()->second;
}

}  // namespace haat
