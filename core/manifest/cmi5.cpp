#include <set>

#include "core/manifest/address.hpp"
#include "core/manifest/readers.hpp"

namespace haat {
namespace {

class Reader {
 public:
  explicit Reader(const XmlDocument& document) : document_(document) {
    course_.standard = Standard::cmi5;
  }

  CourseStructure read() {
    const auto root = document_.root();
    const auto course = child(root, "course");
    course_.identifier = identify(course);
    course_.title = translated(child(course, "title"), &course_.metadata.titles);
    translated(child(course, "description"), &course_.metadata.descriptions);
    for (const auto& objective : children(child(root, "objectives"), "objective"))
      identify(objective);
    Organization organization{.identifier = course_.identifier,
                              .title = course_.title,
                              .items = read_items(root),
                              .place = document_.place(root)};
    course_.organizations.push_back(std::move(organization));
    course_.organizations_place = document_.place(root);
    course_.languages.assign(languages_.begin(), languages_.end());
    return std::move(course_);
  }

 private:
  std::string identify(const pugi::xml_node& node) {
    const auto identifier = collapsed(node.attribute("id").value());
    if (!identifier.empty()) course_.identifiers.push_back({identifier, document_.place(node)});
    return identifier;
  }

  // The first of the texts; all of them are appended to `all`.
  std::string translated(const pugi::xml_node& node, std::vector<LanguageText>* all = nullptr) {
    std::string first;
    for (const auto& text : children(node, "langstring")) {
      if (first.empty()) first = text_of(text);
      const auto tag = collapsed(text.attribute("lang").value());
      if (!tag.empty()) languages_.insert(tag);
      if (all != nullptr) all->push_back({tag, text_of(text)});
    }
    return first;
  }

  std::vector<Item> read_items(const pugi::xml_node& parent) {
    std::vector<Item> items;
    for (const auto& node : parent.children()) {
      const auto name = local_name(node);
      if (name != "au" && name != "block") continue;
      Item item{.identifier = identify(node),
                .title = translated(child(node, "title")),
                .identifierref = "",
                .parameters = text_of(child(node, "launchParameters")),
                .mastery_score = std::nullopt,
                .children = {},
                .place = document_.place(node),
                .description = translated(child(node, "description")),
                .move_on = collapsed(node.attribute("moveOn").value()),
                .launch_method = collapsed(node.attribute("launchMethod").value())};
      if (const auto score = node.attribute("masteryScore"))
        item.mastery_score = collapsed(score.value());
      if (name == "block")
        item.children = read_items(node);
      else
        item.identifierref = read_unit(node, item.identifier);
      items.push_back(std::move(item));
    }
    return items;
  }

  std::string read_unit(const pugi::xml_node& node, const std::string& identifier) {
    const std::string address = text_of(child(node, "url"));
    course_.resources.push_back(
        {.identifier = identifier,
         .href = address,
         .launch = address.empty() ? "" : package_path("", address),
         .type = "au",
         .sco = true,
         .files = {},
         .dependencies = {},
         .place = document_.place(child(node, "url") ? child(node, "url") : node)});
    return identifier;
  }

  const XmlDocument& document_;
  CourseStructure course_;
  std::set<std::string> languages_;
};

}  // namespace

CourseStructure read_cmi5(const XmlDocument& document) {
  return Reader(document).read();
}

}  // namespace haat
