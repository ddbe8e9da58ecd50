#include <set>

#include "core/manifest/address.hpp"
#include "core/manifest/readers.hpp"

namespace haat {
namespace {

class Reader {
 public:
  explicit Reader(const Element& root) : root_(root) { course_.standard = Standard::tincan; }

  CourseStructure read() {
    const auto* activities = root_.child("activities");
    course_.organizations_place = activities != nullptr ? activities->place : root_.place;
    Organization organization{
        .identifier = "", .title = "", .items = {}, .place = course_.organizations_place};
    const auto nodes = children(activities, "activity");
    organization.items.reserve(nodes.size());
    course_.resources.reserve(nodes.size());
    for (const auto* node : nodes) read_activity(*node, organization);
    organization.identifier = course_.identifier;
    organization.title = course_.title;
    course_.organizations.push_back(std::move(organization));
    course_.languages.assign(languages_.begin(), languages_.end());
    return std::move(course_);
  }

 private:
  std::vector<LanguageText> texts(const Element& node, const char* name) {
    std::vector<LanguageText> found;
    for (const auto* each : children(&node, name)) {
      auto language = value_of(each, "lang");
      if (!language.empty()) languages_.insert(language);
      found.push_back({std::move(language), text_of(each)});
    }
    return found;
  }
  static std::string first(const std::vector<LanguageText>& texts) {
    return texts.empty() ? std::string() : texts.front().text;
  }

  void read_activity(const Element& node, Organization& organization) {
    const auto id = value_of(&node, "id");
    if (!id.empty()) course_.identifiers.push_back({id, node.place});
    auto names = texts(node, "name");
    auto descriptions = texts(node, "description");
    const bool launches = read_launch(node, id);
    ItemDetails details{.description = first(descriptions)};
    organization.items.push_back({.identifier = id,
                                  .title = first(names),
                                  .identifierref = launches ? id : "",
                                  .parameters = "",
                                  .mastery_score = std::nullopt,
                                  .children = {},
                                  .place = node.place,
                                  .details = kept(std::move(details))});
    // The course is the activity that says so, else the first.
    const bool course = value_of(&node, "type").ends_with("/activities/course");
    if (organization.items.size() > 1 && (!course || course_found_)) return;
    course_found_ = course;
    course_.identifier = id;
    course_.title = first(names);
    course_.metadata.titles = std::move(names);
    course_.metadata.descriptions = std::move(descriptions);
  }

  // One address for each language; the first is the unit's, the others are files of it.
  bool read_launch(const Element& node, const std::string& id) {
    const auto launches = children(&node, "launch");
    texts(node, "launch");
    if (launches.empty()) return false;
    const auto address = text_of(launches.front());
    Resource resource{.identifier = id,
                      .href = address,
                      .launch = address.empty() ? "" : package_path("", address),
                      .type = value_of(&node, "type"),
                      .sco = true,
                      .files = {},
                      .dependencies = {},
                      .place = launches.front()->place,
                      .href_place = launches.front()->place};
    for (std::size_t i = 1; i < launches.size(); ++i)
      if (const auto other = text_of(launches[i]); !other.empty())
        resource.files.push_back({package_path("", other), launches[i]->place, launches[i]->place});
    course_.resources.push_back(std::move(resource));
    return !address.empty();
  }

  const Element& root_;
  CourseStructure course_;
  std::set<std::string> languages_;
  bool course_found_ = false;
};

}  // namespace

CourseStructure read_tincan(const Element& root) {
  return Reader(root).read();
}

}  // namespace haat
