#include "sdk/authoring/preview/course_outline.hpp"

#include <algorithm>

#include "core/json/json.hpp"

namespace haat {

namespace {

const Resource* find_resource(const CourseStructure& structure, const std::string& identifier) {
  const auto found = std::ranges::find(structure.resources, identifier, &Resource::identifier);
  return found == structure.resources.end() ? nullptr : &*found;
}

// The item's parameters join the resource's own query as SCORM asks (CAM 4th Edition, 3.4.1.4;
// CAM 1.2, 2.3.2.1).
std::string suffix(const std::string& href, std::string parameters) {
  const auto cut = href.find_first_of("?#");
  std::string own = cut == std::string::npos ? "" : href.substr(cut);
  while (!parameters.empty() && (parameters.front() == '?' || parameters.front() == '&'))
    parameters.erase(0, 1);
  if (parameters.empty()) return own;
  if (parameters.front() == '#') return own.find('#') == std::string::npos ? own + parameters : own;
  return own + (own.find('?') == std::string::npos ? "?" : "&") + parameters;
}

// A manifest has one title for an item; a course that Haat built knows it in every language.
Translated title_of(const Item& item, const Course* course) {
  if (course)
    for (const Unit& unit : course->units)
      if (unit.id == item.identifier) return unit.title;
  return {{"", item.title.empty() ? item.identifier : item.title}};
}

nlohmann::ordered_json outline(const CourseStructure& structure, const std::vector<Item>& items,
                               const Course* course) {
  auto list = nlohmann::ordered_json::array();
  for (const Item& item : items) {
    nlohmann::ordered_json row;
    row["id"] = item.identifier;
    row["title"] = title_of(item, course);
    if (const Resource* resource = find_resource(structure, item.identifierref)) {
      row["path"] = resource->launch;
      row["suffix"] = suffix(resource->href, item.parameters);
      row["sco"] = resource->sco;
    }
    if (item.mastery_score) row["mastery"] = *item.mastery_score;
    row["children"] = outline(structure, item.children, course);
    list.push_back(std::move(row));
  }
  return list;
}

const char* run_time(Standard standard) {
  switch (standard) {
    case Standard::scorm12:
      return "scorm12";
    case Standard::scorm2004_2:
    case Standard::scorm2004_3:
    case Standard::scorm2004_4:
      return "scorm2004";
    case Standard::cmi5:
      return "none";
  }
  return "none";
}

const Organization* chosen(const CourseStructure& structure) {
  for (const Organization& organization : structure.organizations)
    if (structure.default_organization == organization.identifier) return &organization;
  return structure.organizations.empty() ? nullptr : &structure.organizations.front();
}

}  // namespace

std::string course_outline(const CourseStructure& structure, const Course* course) {
  nlohmann::ordered_json json;
  json["key"] = (course ? course->id : structure.identifier) + " " + to_string(structure.standard);
  json["title"] = course ? course->title : Translated{{"", structure.title}};
  json["standard"] = to_string(structure.standard);
  json["run_time"] = run_time(structure.standard);
  const Organization* organization = chosen(structure);
  json["items"] = organization ? outline(structure, organization->items, course)
                               : nlohmann::ordered_json::array();
  return json.dump(-1, ' ', true, nlohmann::ordered_json::error_handler_t::replace);
}

}  // namespace haat
