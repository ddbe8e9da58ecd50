#include <algorithm>
#include <set>

#include "core/manifest/address.hpp"
#include "core/manifest/readers.hpp"

namespace haat {
namespace {

class Reader {
 public:
  explicit Reader(const Element& root) : root_(root) { course_.standard = Standard::cmi5; }

  CourseStructure read() {
    const auto* course = root_.child("course");
    course_.identifier = identify(course);
    course_.title = translated(child(course, "title"), &course_.metadata.titles);
    translated(child(course, "description"), &course_.metadata.descriptions);
    course_.resources.reserve(units_in(root_));
    const auto objectives = children(root_.child("objectives"), "objective");
    course_.objectives.reserve(objectives.size());
    for (const auto* each : objectives) course_.objectives.push_back(read_objective(*each));
    Organization organization{.identifier = course_.identifier,
                              .title = course_.title,
                              .items = read_items(root_),
                              .place = root_.place};
    course_.organizations.push_back(std::move(organization));
    course_.organizations_place = root_.place;
    course_.languages.assign(languages_.begin(), languages_.end());
    return std::move(course_);
  }

 private:
  static std::size_t units_in(const Element& node) {
    std::size_t units = node.name == "au" ? 1 : 0;
    for (const auto& each : node.children) units += units_in(each);
    return units;
  }

  std::string identify(const Element* node) {
    auto identifier = value_of(node, "id");
    if (!identifier.empty()) course_.identifiers.push_back({identifier, node->place});
    return identifier;
  }

  // The first of the texts; all of them are appended to `all`.
  std::string translated(const Element* node, std::vector<LanguageText>* all = nullptr) {
    std::string first;
    for (const auto* text : children(node, "langstring")) {
      if (first.empty()) first = text_of(text);
      const auto tag = value_of(text, "lang");
      if (!tag.empty()) languages_.insert(tag);
      if (all != nullptr) all->push_back({tag, text_of(text)});
    }
    return first;
  }

  Objective read_objective(const Element& node) {
    Objective objective{.identifier = identify(&node), .place = node.place};
    translated(node.child("title"), &objective.titles);
    translated(node.child("description"), &objective.descriptions);
    return objective;
  }

  std::vector<Item> read_items(const Element& parent) {
    const auto is_item = [](const Element& each) {
      return each.name == "au" || each.name == "block";
    };
    std::vector<Item> items;
    items.reserve(static_cast<std::size_t>(
        std::count_if(parent.children.begin(), parent.children.end(), is_item)));
    for (const auto& node : parent.children) {
      if (!is_item(node)) continue;
      Item item{.identifier = identify(&node),
                .title = translated(node.child("title")),
                .identifierref = "",
                .parameters = text_of(node.child("launchParameters")),
                .mastery_score = std::nullopt,
                .children = {},
                .place = node.place,
                .move_on = value_of(&node, "moveOn"),
                .details = read_details(node)};
      if (const auto* score = node.attribute("", "masteryScore"))
        item.mastery_score = collapse(*score);
      if (node.name == "block")
        item.children = read_items(node);
      else
        item.identifierref = read_unit(node, item.identifier);
      items.push_back(std::move(item));
    }
    return items;
  }

  static std::vector<std::string> objectives_of(const Element& node) {
    std::vector<std::string> objectives;
    for (const auto* each : children(node.child("objectives"), "objective"))
      objectives.push_back(value_of(each, "idref"));
    return objectives;
  }
  std::shared_ptr<const ItemDetails> read_details(const Element& node) {
    return kept({.description = translated(node.child("description")),
                 .objectives = objectives_of(node),
                 .launch_method = value_of(&node, "launchMethod"),
                 .activity_type = value_of(&node, "activityType"),
                 .entitlement_key = text_of(node.child("entitlementKey"))});
  }

  std::string read_unit(const Element& node, const std::string& identifier) {
    const auto* url = node.child("url");
    const std::string address = text_of(url);
    course_.resources.push_back({.identifier = identifier,
                                 .href = address,
                                 .launch = address.empty() ? "" : package_path("", address),
                                 .type = "au",
                                 .sco = true,
                                 .files = {},
                                 .dependencies = {},
                                 .place = url != nullptr ? url->place : node.place,
                                 .href_place = url != nullptr ? url->place : node.place});
    return identifier;
  }

  const Element& root_;
  CourseStructure course_;
  std::set<std::string> languages_;
};

}  // namespace

CourseStructure read_cmi5(const Element& root) {
  return Reader(root).read();
}

}  // namespace haat
