#include <set>

#include "core/manifest/address.hpp"
#include "core/manifest/name_spaces.hpp"
#include "core/manifest/readers.hpp"

namespace haat {
namespace {

constexpr std::string_view xml_namespace = "http://www.w3.org/XML/1998/namespace";

class Reader {
 public:
  Reader(const Element& root, Standard standard)
      : root_(root),
        adlcp_(standard == Standard::scorm12 ? xmlns::adlcp12 : xmlns::adlcp),
        shared_(root) {
    course_.standard = standard;
  }

  CourseStructure read() {
    course_.identifier = identify(root_);
    course_.version = as_written(root_, "version");
    const std::string base = base_of(&root_);
    read_organizations(root_.child("organizations"));
    const auto* resources = root_.child("resources");
    const std::string resources_base = joined_base(base, base_of(resources));
    const auto all = children(resources, "resource");
    course_.resources.reserve(all.size());
    for (const auto* node : all) course_.resources.push_back(read_resource(*node, resources_base));
    gather_metadata();
    return std::move(course_);
  }

 private:
  static std::string as_written(const Element& node, std::string_view name) {
    const auto* value = node.attribute("", name);
    return std::string(value == nullptr ? "" : *value);
  }
  static std::string base_of(const Element* node) {
    const auto* base = attribute(node, xml_namespace, "base");
    return base == nullptr ? std::string() : collapse(*base);
  }

  std::string identify(const Element& node) {
    auto identifier = value_of(&node, "identifier");
    if (!identifier.empty()) course_.identifiers.push_back({identifier, node.place});
    return identifier;
  }

  void read_organizations(const Element* node) {
    course_.organizations_place = node == nullptr ? Place{} : node->place;
    if (attribute(node, "", "default") != nullptr)
      course_.default_organization = value_of(node, "default");
    for (const auto* each : children(node, "organization")) {
      Organization organization{.identifier = identify(*each),
                                .title = text_of(each->child("title")),
                                .items = {},
                                .place = each->place,
                                .sequencing = read_sequencing(*each, shared_)};
      organization.items = read_items(*each);
      course_.organizations.push_back(std::move(organization));
    }
    for (const auto& each : course_.organizations)
      if (course_.title.empty() || each.identifier == course_.default_organization.value_or(""))
        course_.title = each.title;
  }

  // The depth is bounded by the parser's.
  std::vector<Item> read_items(const Element& parent) {
    const auto nodes = children(&parent, "item");
    std::vector<Item> items;
    items.reserve(nodes.size());
    for (const auto* node : nodes) {
      const auto visible = value_of(node, "isvisible");
      Item item{.identifier = identify(*node),
                .title = text_of(node->child("title")),
                .identifierref = value_of(node, "identifierref"),
                .parameters = as_written(*node, "parameters"),
                .mastery_score = std::nullopt,
                .children = read_items(*node),
                .place = node->place,
                .prerequisites = text_of(node->child("prerequisites")),
                .max_time_allowed = text_of(node->child("maxtimeallowed")),
                .time_limit_action = text_of(either(*node, "timelimitaction", "timeLimitAction")),
                .data_from_lms = text_of(either(*node, "datafromlms", "dataFromLMS")),
                .completion_threshold = completion_threshold(*node),
                .visible = visible != "false" && visible != "0",
                .sequencing = read_sequencing(*node, shared_)};
      // SCORM 1.2 CAM 2.3.2.2 in percent; SCORM 2004 SN 3.10.3 as a measure from -1 to 1, of the
      // primary objective.
      if (const auto* score = node->child("masteryscore")) item.mastery_score = text_of(score);
      if (item.sequencing)
        for (const auto& objective : item.sequencing->objectives)
          if (objective.primary && objective.satisfied_by_measure)
            item.mastery_score = objective.min_normalized_measure.value_or("1.0");
      items.push_back(std::move(item));
    }
    return items;
  }

  static const Element* either(const Element& node, const char* name, const char* other) {
    const auto* found = node.child(name);
    return found != nullptr ? found : node.child(other);
  }

  // The 3rd Edition writes it as text, the 4th as an attribute.
  static std::string completion_threshold(const Element& item) {
    const auto* node = item.child("completionThreshold");
    const auto measure = value_of(node, "minProgressMeasure");
    return measure.empty() ? text_of(node) : measure;
  }

  Resource read_resource(const Element& node, const std::string& outer_base) {
    const std::string base = joined_base(outer_base, base_of(&node));
    Resource resource{.identifier = identify(node),
                      .href = as_written(node, "href"),
                      .launch = "",
                      .type = value_of(&node, "type"),
                      .sco = false,
                      .files = {},
                      .dependencies = {},
                      .place = node.place,
                      .base = base};
    if (!resource.href.empty()) resource.launch = package_path(base, collapse(resource.href));
    // SCORM 1.2 CAM 2.3.2.3 spells it scormtype, SCORM 2004 CAM 3.4.1.2 scormType.
    const auto* kind =
        node.attribute(adlcp_, course_.standard == Standard::scorm12 ? "scormtype" : "scormType");
    resource.sco = kind != nullptr && collapse(*kind) == "sco";
    const auto files = children(&node, "file");
    resource.files.reserve(files.size());
    for (const auto* file : files)
      if (const auto* href = file->attribute("", "href"))
        resource.files.push_back({package_path(base, collapse(*href)), file->place});
    // The quiz, discussion or link of a cartridge is its one file.
    if (is_common_cartridge(course_.standard) && resource.href.empty() && !resource.files.empty())
      resource.launch = resource.files.front().path;
    for (const auto* dependency : children(&node, "dependency"))
      resource.dependencies.push_back(value_of(dependency, "identifierref"));
    return resource;
  }

  // LOM says the language in <general><language> and in xml:lang of its texts; adlcp:location names
  // metadata in other files.
  void gather_metadata() {
    course_.metadata = read_lom(child(root_.child("metadata"), "lom"));
    if (course_.title.empty() && !course_.metadata.titles.empty())
      course_.title = course_.metadata.titles.front().text;
    std::set<std::string> languages;
    const auto walk = [&](const auto& self, const Element& node, std::string_view parent) -> void {
      if (const auto* tag = node.attribute(xml_namespace, "lang")) languages.insert(collapse(*tag));
      if (node.name == "language" && parent == "general") languages.insert(text_of(&node));
      if (node.name == "location" && parent == "metadata")
        course_.metadata_files.push_back(package_path("", text_of(&node)));
      for (const auto& each : node.children) self(self, each, node.name);
    };
    walk(walk, root_, "");
    languages.erase("");
    course_.languages.assign(languages.begin(), languages.end());
  }

  const Element& root_;
  const std::string_view adlcp_;
  const SharedSequencing shared_;
  CourseStructure course_;
};

}  // namespace

CourseStructure read_imscp(const Element& root, Standard standard) {
  return Reader(root, standard).read();
}

}  // namespace haat
