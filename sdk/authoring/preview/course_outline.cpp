#include "sdk/authoring/preview/course_outline.hpp"

#include <map>

#include "core/json/json.hpp"

namespace haat {

namespace {

constexpr std::uint64_t most_address_bytes = 8u << 20;

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

class Outline {
 public:
  Outline(const CourseStructure& structure, const Course* course) {
    for (const Resource& resource : structure.resources)
      resources_.emplace(resource.identifier, &resource);
    if (!course) return;
    for (const Unit& unit : course->units) titles_[unit.id] = unit.title;
  }

  // Bytes of the addresses in it, each as often as items launch it.
  std::uint64_t address_bytes(const std::vector<Item>& items) const {
    std::uint64_t bytes = 0;
    for (const Item& item : items) {
      if (const auto found = resources_.find(item.identifierref); found != resources_.end())
        bytes += found->second->launch.size() + found->second->href.size();
      bytes += address_bytes(item.children);
    }
    return bytes;
  }

  nlohmann::ordered_json of(const std::vector<Item>& items) const {
    auto list = nlohmann::ordered_json::array();
    for (const Item& item : items) {
      nlohmann::ordered_json row;
      row["id"] = item.identifier;
      row["title"] = title_of(item);
      if (const auto found = resources_.find(item.identifierref); found != resources_.end()) {
        row["path"] = found->second->launch;
        row["suffix"] = suffix(found->second->href, item.parameters);
        row["sco"] = found->second->sco;
      }
      if (item.mastery_score) row["mastery"] = *item.mastery_score;
      row["children"] = of(item.children);
      list.push_back(std::move(row));
    }
    return list;
  }

 private:
  // A manifest has one title for an item; a course that Haat built knows it in every language. In
  // cmi5 the unit's id is the end of the item's.
  Translated title_of(const Item& item) const {
    for (const std::string& id :
         {item.identifier, item.identifier.substr(item.identifier.rfind(':') + 1)})
      if (const auto found = titles_.find(id); found != titles_.end()) return found->second;
    return {{"", item.title.empty() ? item.identifier : item.title}};
  }

  std::map<std::string, const Resource*> resources_;
  std::map<std::string, Translated> titles_;
};

const char* run_time(Standard standard) {
  switch (standard) {
    case Standard::scorm12:
      return "scorm12";
    case Standard::scorm2004_2:
    case Standard::scorm2004_3:
    case Standard::scorm2004_4:
      return "scorm2004";
    case Standard::cmi5:
      return "cmi5";
    case Standard::tincan:
    case Standard::aicc:
    case Standard::content_packaging:
    case Standard::common_cartridge_1_0:
    case Standard::common_cartridge_1_1:
    case Standard::common_cartridge_1_2:
    case Standard::common_cartridge_1_3:
    case Standard::ecar:
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

Result<std::string> course_outline(const CourseStructure& structure, const Course* course) {
  const Organization* organization = chosen(structure);
  const std::vector<Item> none;
  const auto& items = organization ? organization->items : none;
  const Outline outline(structure, course);
  if (const auto bytes = outline.address_bytes(items); bytes > most_address_bytes)
    return fail(Errc::too_large, "outline-too-large",
                "the addresses that the items of " + structure.manifest + " launch have " +
                    std::to_string(bytes) + " bytes; the limit is " +
                    std::to_string(most_address_bytes));
  nlohmann::ordered_json json;
  json["key"] = (course ? course->id : structure.identifier) + " " + to_string(structure.standard);
  json["title"] = course ? course->title : Translated{{"", structure.title}};
  json["standard"] = to_string(structure.standard);
  json["run_time"] = run_time(structure.standard);
  json["items"] = outline.of(items);
  return json.dump(-1, ' ', true, nlohmann::ordered_json::error_handler_t::replace);
}

}  // namespace haat
