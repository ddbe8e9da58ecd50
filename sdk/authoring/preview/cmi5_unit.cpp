#include "sdk/authoring/preview/cmi5_unit.hpp"

#include <map>

#include "core/ascii.hpp"

namespace haat {

namespace {

std::string trimmed_if_there(const std::string_view* text) {
  return std::string(text ? trimmed(*text) : std::string_view());
}

std::string text_of(const Element& unit, std::string_view child) {
  const Element* found = unit.child(child);
  return std::string(found ? found->text : "");
}

using Resources = std::map<std::string, const Resource*>;

void collect(const Element& parent, const Resources& resources, std::vector<Cmi5Unit>& units) {
  for (const Element& element : parent.children) {
    if (element.name == "block") collect(element, resources, units);
    if (element.name != "au") continue;
    Cmi5Unit unit;
    unit.id = trimmed_if_there(element.attribute("", "id"));
    const auto resource = resources.find(unit.id);
    if (resource == resources.end()) continue;
    const std::string& href = resource->second->href;
    const auto query = href.find('?');
    unit.path = resource->second->launch;
    if (query != std::string::npos) unit.query = href.substr(query + 1, href.find('#') - query - 1);
    unit.move_on = trimmed_if_there(element.attribute("", "moveOn"));
    if (unit.move_on.empty()) unit.move_on = "NotApplicable";
    unit.mastery_score = trimmed_if_there(element.attribute("", "masteryScore"));
    unit.launch_parameters = text_of(element, "launchParameters");
    unit.entitlement_key = text_of(element, "entitlementKey");
    units.push_back(std::move(unit));
  }
}

}  // namespace

std::vector<Cmi5Unit> cmi5_units(const CourseStructure& structure, const Element& root) {
  Resources resources;
  for (const Resource& resource : structure.resources) resources[resource.identifier] = &resource;
  std::vector<Cmi5Unit> units;
  collect(root, resources, units);
  return units;
}

}  // namespace haat
