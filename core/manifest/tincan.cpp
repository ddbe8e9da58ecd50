#include <set>

#include "core/manifest/address.hpp"
#include "core/manifest/readers.hpp"

namespace haat {
namespace {

class Reader {
 public:
  explicit Reader(const XmlDocument& document) : document_(document) {
    course_.standard = Standard::tincan;
  }

  CourseStructure read() {
    const auto activities = child(document_.root(), "activities");
    course_.organizations_place = document_.place(activities ? activities : document_.root());
    Organization organization{
        .identifier = "", .title = "", .items = {}, .place = course_.organizations_place};
    for (const auto& node : children(activities, "activity")) read_activity(node, organization);
    organization.identifier = course_.identifier;
    organization.title = course_.title;
    course_.organizations.push_back(std::move(organization));
    course_.languages.assign(languages_.begin(), languages_.end());
    return std::move(course_);
  }

 private:
  std::vector<LanguageText> texts(const pugi::xml_node& node, const char* name) {
    std::vector<LanguageText> found;
    for (const auto& each : children(node, name)) {
      auto language = collapsed(each.attribute("lang").value());
      if (!language.empty()) languages_.insert(language);
      found.push_back({std::move(language), text_of(each)});
    }
    return found;
  }
  static std::string first(const std::vector<LanguageText>& texts) {
    return texts.empty() ? std::string() : texts.front().text;
  }

  void read_activity(const pugi::xml_node& node, Organization& organization) {
    const auto id = collapsed(node.attribute("id").value());
    if (!id.empty()) course_.identifiers.push_back({id, document_.place(node)});
    auto names = texts(node, "name");
    auto descriptions = texts(node, "description");
    const bool launches = read_launch(node, id);
    organization.items.push_back({.identifier = id,
                                  .title = first(names),
                                  .identifierref = launches ? id : "",
                                  .parameters = "",
                                  .mastery_score = std::nullopt,
                                  .children = {},
                                  .place = document_.place(node),
                                  .description = first(descriptions)});
    // The course is the activity that says so, else the first.
    const bool course = collapsed(node.attribute("type").value()).ends_with("/activities/course");
    if (organization.items.size() > 1 && (!course || course_found_)) return;
    course_found_ = course;
    course_.identifier = id;
    course_.title = first(names);
    course_.metadata.titles = std::move(names);
    course_.metadata.descriptions = std::move(descriptions);
  }

  // One address for each language; the first is the unit's, the others are files of it.
  bool read_launch(const pugi::xml_node& node, const std::string& id) {
    const auto launches = children(node, "launch");
    texts(node, "launch");
    if (launches.empty()) return false;
    const auto address = text_of(launches.front());
    Resource resource{.identifier = id,
                      .href = address,
                      .launch = address.empty() ? "" : package_path("", address),
                      .type = collapsed(node.attribute("type").value()),
                      .sco = true,
                      .files = {},
                      .dependencies = {},
                      .place = document_.place(launches.front())};
    for (std::size_t i = 1; i < launches.size(); ++i)
      if (const auto other = text_of(launches[i]); !other.empty())
        resource.files.push_back({package_path("", other), document_.place(launches[i])});
    course_.resources.push_back(std::move(resource));
    return !address.empty();
  }

  const XmlDocument& document_;
  CourseStructure course_;
  std::set<std::string> languages_;
  bool course_found_ = false;
};

}  // namespace

CourseStructure read_tincan(const XmlDocument& document) {
  return Reader(document).read();
}

}  // namespace haat
