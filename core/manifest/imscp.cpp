#include <algorithm>
#include <set>

#include "core/manifest/address.hpp"
#include "core/manifest/name_spaces.hpp"
#include "core/manifest/readers.hpp"

namespace haat {
namespace {

constexpr std::string_view xml_namespace = "http://www.w3.org/XML/1998/namespace";

class Reader {
 public:
  Reader(const XmlDocument& document, Standard standard)
      : document_(document),
        adlcp_(standard == Standard::scorm12 ? xmlns::adlcp12 : xmlns::adlcp),
        shared_(document.root()) {
    course_.standard = standard;
  }

  CourseStructure read() {
    const auto root = document_.root();
    course_.identifier = identify(root);
    course_.version = root.attribute("version").value();
    const std::string base = base_of(root);
    read_organizations(child(root, "organizations"));
    const auto resources = child(root, "resources");
    const std::string resources_base = base + base_of(resources);
    for (const auto& node : children(resources, "resource"))
      course_.resources.push_back(read_resource(node, resources_base));
    gather_metadata(root);
    return std::move(course_);
  }

 private:
  static std::string value(const pugi::xml_node& node, const char* name) {
    return collapsed(node.attribute(name).value());
  }
  static std::string base_of(const pugi::xml_node& node) {
    return collapsed(attribute(node, xml_namespace, "base").value());
  }

  std::string identify(const pugi::xml_node& node) {
    const auto identifier = value(node, "identifier");
    if (!identifier.empty()) course_.identifiers.push_back({identifier, document_.place(node)});
    return identifier;
  }

  void read_organizations(const pugi::xml_node& node) {
    course_.organizations_place = node ? document_.place(node) : 0;
    if (node.attribute("default")) course_.default_organization = value(node, "default");
    for (const auto& each : children(node, "organization")) {
      Organization organization{.identifier = identify(each),
                                .title = text_of(child(each, "title")),
                                .items = {},
                                .place = document_.place(each),
                                .sequencing = read_sequencing(document_, each, shared_)};
      organization.items = read_items(each);
      course_.organizations.push_back(std::move(organization));
    }
    for (const auto& each : course_.organizations)
      if (course_.title.empty() || each.identifier == course_.default_organization.value_or(""))
        course_.title = each.title;
  }

  // The depth is bounded by the parser's.
  std::vector<Item> read_items(const pugi::xml_node& parent) {
    std::vector<Item> items;
    for (const auto& node : children(parent, "item")) {
      Item item{.identifier = identify(node),
                .title = text_of(child(node, "title")),
                .identifierref = value(node, "identifierref"),
                .parameters = node.attribute("parameters").value(),
                .mastery_score = std::nullopt,
                .children = read_items(node),
                .place = document_.place(node),
                .prerequisites = text_of(child(node, "prerequisites")),
                .max_time_allowed = text_of(child(node, "maxtimeallowed")),
                .time_limit_action = text_of(either(node, "timelimitaction", "timeLimitAction")),
                .data_from_lms = text_of(either(node, "datafromlms", "dataFromLMS")),
                .completion_threshold = completion_threshold(node),
                .visible = value(node, "isvisible") != "false" && value(node, "isvisible") != "0",
                .sequencing = read_sequencing(document_, node, shared_)};
      // SCORM 1.2 CAM 2.3.2.2 in percent; SCORM 2004 SN 3.10.3 as a measure from -1 to 1, of the
      // primary objective.
      if (const auto score = child(node, "masteryscore")) item.mastery_score = text_of(score);
      if (item.sequencing)
        for (const auto& objective : item.sequencing->objectives)
          if (objective.primary && objective.satisfied_by_measure)
            item.mastery_score = objective.min_normalized_measure.value_or("1.0");
      items.push_back(std::move(item));
    }
    return items;
  }

  static pugi::xml_node either(const pugi::xml_node& node, const char* name, const char* other) {
    const auto found = child(node, name);
    return found ? found : child(node, other);
  }

  // The 3rd Edition writes it as text, the 4th as an attribute.
  static std::string completion_threshold(const pugi::xml_node& item) {
    const auto node = child(item, "completionThreshold");
    const auto measure = value(node, "minProgressMeasure");
    return measure.empty() ? text_of(node) : measure;
  }

  Resource read_resource(const pugi::xml_node& node, const std::string& outer_base) {
    const std::string base = outer_base + base_of(node);
    Resource resource{.identifier = identify(node),
                      .href = node.attribute("href").value(),
                      .launch = "",
                      .type = value(node, "type"),
                      .sco = false,
                      .files = {},
                      .dependencies = {},
                      .place = document_.place(node)};
    if (!resource.href.empty()) resource.launch = package_path(base, collapsed(resource.href));
    // SCORM 1.2 CAM 2.3.2.3 spells it scormtype, SCORM 2004 CAM 3.4.1.2 scormType.
    const auto kind =
        attribute(node, adlcp_, course_.standard == Standard::scorm12 ? "scormtype" : "scormType");
    resource.sco = collapsed(kind.value()) == "sco";
    for (const auto& file : children(node, "file"))
      if (const auto href = file.attribute("href"))
        resource.files.push_back(
            {package_path(base, collapsed(href.value())), document_.place(file)});
    // The quiz, discussion or link of a cartridge is its one file.
    if (is_common_cartridge(course_.standard) && resource.href.empty() && !resource.files.empty())
      resource.launch = resource.files.front().path;
    for (const auto& dependency : children(node, "dependency"))
      resource.dependencies.push_back(value(dependency, "identifierref"));
    return resource;
  }

  // LOM says the language in <general><language> and in xml:lang of its texts; adlcp:location names
  // metadata in other files.
  void gather_metadata(const pugi::xml_node& root) {
    course_.metadata = read_lom(child(child(root, "metadata"), "lom"));
    if (course_.title.empty() && !course_.metadata.titles.empty())
      course_.title = course_.metadata.titles.front().text;
    std::set<std::string> languages;
    const auto walk = [&](const auto& self, const pugi::xml_node& node) -> void {
      if (const auto tag = collapsed(attribute(node, xml_namespace, "lang").value()); !tag.empty())
        languages.insert(tag);
      if (local_name(node) == "language" && local_name(node.parent()) == "general")
        languages.insert(text_of(node));
      if (local_name(node) == "location" && local_name(node.parent()) == "metadata")
        course_.metadata_files.push_back(package_path("", text_of(node)));
      for (const auto& each : node.children())
        if (each.type() == pugi::node_element) self(self, each);
    };
    walk(walk, root);
    languages.erase("");
    course_.languages.assign(languages.begin(), languages.end());
  }

  const XmlDocument& document_;
  const std::string_view adlcp_;
  const SharedSequencing shared_;
  CourseStructure course_;
};

}  // namespace

CourseStructure read_imscp(const XmlDocument& document, Standard standard) {
  return Reader(document, standard).read();
}

}  // namespace haat
