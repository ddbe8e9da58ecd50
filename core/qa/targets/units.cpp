#include "core/qa/targets/units.hpp"

#include <algorithm>
#include <map>

#include "core/ascii.hpp"
#include "core/package/entry_name.hpp"

namespace haat::targets {
namespace {

bool asks_for_order(const XmlElement& sequencing) {
  return std::any_of(
      sequencing.children.begin(), sequencing.children.end(), [](const XmlElement& each) {
        const auto name = each.local_name();
        if (name == "controlMode") {
          const auto* choice = each.attribute("choice");
          const auto* forward = each.attribute("forwardOnly");
          return (choice != nullptr && *choice == "false") ||
                 (forward != nullptr && *forward == "true");
        }
        return name == "sequencingRules" || name == "rollupRules" || name == "limitConditions" ||
               (name == "objectives" && find_first(each, "imsss:mapInfo") != nullptr);
      });
}

// The activities, in document order.
std::vector<const XmlElement*> ordered_activities(const XmlElement& root) {
  std::vector<const XmlElement*> found;
  const auto walk = [&](const auto& self, const XmlElement& at) -> void {
    for (const auto& each : at.children) {
      if (each.local_name() == "sequencing" &&
          (at.local_name() == "item" || at.local_name() == "organization") && asks_for_order(each))
        found.push_back(&at);
      self(self, each);
    }
  };
  walk(walk, root);
  return found;
}

}  // namespace

std::vector<Unit> units_of(const CourseStructure& course) {
  std::vector<Unit> units;
  if (course.organizations.empty()) return units;
  const auto wanted = std::find_if(
      course.organizations.begin(), course.organizations.end(), [&](const Organization& each) {
        return each.identifier == course.default_organization.value_or("");
      });
  const auto& organization =
      wanted == course.organizations.end() ? course.organizations.front() : *wanted;
  std::map<std::string_view, const Resource*> resources;
  for (const auto& each : course.resources) resources.emplace(each.identifier, &each);
  const auto walk = [&](const auto& self, const std::vector<Item>& items) -> void {
    for (const auto& item : items) {
      const auto found = resources.find(item.identifierref);
      if (!item.identifierref.empty() && found != resources.end())
        units.push_back({&item, found->second});
      self(self, item.children);
    }
  };
  walk(walk, organization.items);
  return units;
}

std::vector<std::string> files_named(const Package& package, std::string_view name, bool any_case) {
  std::vector<std::string> found;
  for (const auto& entry : package.entries()) {
    const auto own = file_name(entry.path);
    if (own.size() == name.size() && (any_case ? lower_case(own) == name : own == name))
      found.push_back(entry.path);
  }
  return found;
}

bool exists(const Package& package, const std::string& path) {
  if (package.find(path) != nullptr) return true;
  const auto entries = package.entries();
  const std::string inside = path + "/";
  const auto at =
      std::lower_bound(entries.begin(), entries.end(), inside,
                       [](const Entry& entry, const std::string& p) { return entry.path < p; });
  return at != entries.end() && at->path.starts_with(inside);
}

const XmlElement* find_first(const XmlElement& root, std::string_view name) {
  if (root.name == name) return &root;
  for (const auto& each : root.children)
    if (const auto* found = find_first(each, name)) return found;
  return nullptr;
}

std::string in_quotes(std::string_view text) {
  return "\"" + std::string(text) + "\"";
}

void foresee_free_order(const XmlElement& root, const std::string& path, const EffectKind& kind,
                        std::string_view what, Foresight& foresight) {
  const auto ordered = ordered_activities(root);
  if (ordered.empty()) return;
  const auto* id = ordered.front()->attribute("identifier");
  foresight.add(kind, path, ordered.front()->place,
                "sequencing rules stand at " + std::to_string(ordered.size()) +
                    " of the activities, the first is " + in_quotes(id == nullptr ? "" : *id) +
                    "; " + std::string(what));
}

}  // namespace haat::targets
