#include <iterator>
#include <map>
#include <set>

#include "core/manifest/address.hpp"
#include "core/manifest/name_spaces.hpp"
#include "core/manifest/readers.hpp"

namespace haat {
namespace {

class Reader {
 public:
  Reader(const Element& root, Standard standard) : root_(root), shared_(root) {
    course_.standard = standard;
  }

  CourseStructure read() {
    course_.identifier = identify(root_);
    course_.version = as_written(root_, "version");
    find_inner_manifests(root_);
    read_organizations(root_.child("organizations"));
    read_resources(root_, "");
    gather_metadata();
    return std::move(course_);
  }

 private:
  static std::string as_written(const Element& node, std::string_view name) {
    const auto* value = node.attribute("", name);
    return std::string(value == nullptr ? "" : *value);
  }
  static Place place_of(const Element& node, std::string_view name) {
    const auto* attribute = node.find("", name);
    return attribute == nullptr ? node.place : attribute->place;
  }

  std::string identify(const Element& node) {
    auto identifier = value_of(&node, "identifier");
    if (!identifier.empty()) course_.identifiers.push_back({identifier, node.place});
    return identifier;
  }

  // A sub-manifest's resources are the package's, too; an item that refers to it has its items
  // (IMS CP 1.1.4, 4.3).
  void find_inner_manifests(const Element& manifest) {
    for (const auto* inner : children(&manifest, "manifest")) {
      if (auto id = value_of(inner, "identifier"); !id.empty()) inner_[std::move(id)] = inner;
      find_inner_manifests(*inner);
    }
  }

  void read_resources(const Element& manifest, const std::string& outer_base) {
    const std::string base = base_within(outer_base, manifest);
    if (const auto* resources = manifest.child("resources")) {
      const std::string resources_base = base_within(base, *resources);
      const auto all = children(resources, "resource");
      course_.resources.reserve(course_.resources.size() + all.size());
      for (const auto* node : all)
        course_.resources.push_back(read_resource(*node, resources_base));
    }
    for (const auto* inner : children(&manifest, "manifest")) read_resources(*inner, base);
  }

  // Once only, so that manifests which refer to each other end.
  std::vector<Item> read_items_of_manifest(const Element& manifest) {
    if (!opened_.insert(&manifest).second) return {};
    const auto* organizations = manifest.child("organizations");
    const auto wanted = value_of(organizations, "default");
    const Element* chosen = child(organizations, "organization");
    for (const auto* each : children(organizations, "organization"))
      if (value_of(each, "identifier") == wanted) chosen = each;
    return chosen == nullptr ? std::vector<Item>{} : read_items(*chosen);
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
                .reference_place = place_of(*node, "identifierref"),
                .visible = visible != "false" && visible != "0",
                .sequencing = read_sequencing(*node, shared_),
                .details = read_details(*node)};
      // SCORM 1.2 CAM 2.3.2.2 in percent; SCORM 2004 SN 3.10.3 as a measure from -1 to 1, of the
      // primary objective.
      if (const auto* score = node->child("masteryscore")) item.mastery_score = text_of(score);
      if (item.sequencing)
        for (const auto& objective : item.sequencing->objectives)
          if (objective.primary && objective.satisfied_by_measure)
            item.mastery_score = objective.min_normalized_measure.value_or("1.0");
      if (const auto inner = inner_.find(item.identifierref); inner != inner_.end()) {
        auto below = read_items_of_manifest(*inner->second);
        std::move(below.begin(), below.end(), std::back_inserter(item.children));
        item.identifierref.clear();
      }
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

  static Metadata metadata_of(const Element& node) {
    return read_lom(child(node.child("metadata"), "lom"));
  }
  static std::shared_ptr<const Metadata> read_metadata(const Element& node) {
    auto metadata = metadata_of(node);
    return metadata == Metadata{} ? nullptr : std::make_shared<Metadata>(std::move(metadata));
  }

  // SCORM 2004 4th Edition CAM 3.4.1.14 (adlcp:data), 5.2.1 (adlnav:hideLMSUI).
  static std::shared_ptr<const ItemDetails> read_details(const Element& item) {
    ItemDetails details{
        .prerequisites = text_of(item.child("prerequisites")),
        .max_time_allowed = text_of(item.child("maxtimeallowed")),
        .time_limit_action = text_of(either(item, "timelimitaction", "timeLimitAction")),
        .data_from_lms = text_of(either(item, "datafromlms", "dataFromLMS")),
        .completion_threshold = completion_threshold(item),
        .metadata = read_metadata(item)};
    for (const auto* map : children(item.child("data"), "map"))
      details.shared_data.push_back({.target_id = value_of(map, "targetID"),
                                     .read = value_of(map, "readSharedData") != "false",
                                     .write = value_of(map, "writeSharedData") != "false"});
    const auto* interface = child(item.child("presentation"), "navigationInterface");
    for (const auto* hidden : children(interface, "hideLMSUI"))
      details.hidden_controls.push_back(text_of(hidden));
    return kept(std::move(details));
  }

  // SCORM 1.2 CAM 2.3.2.3 spells it scormtype, SCORM 2004 CAM 3.4.1.2 scormType. Which of them, and
  // of which namespace, rules judge: what was meant is plain.
  static bool is_sco(const Element& resource) {
    for (const auto& each : resource.attributes)
      if ((each.name_space == xmlns::adlcp || each.name_space == xmlns::adlcp12) &&
          (each.name == "scormType" || each.name == "scormtype"))
        return collapse(each.value) == "sco";
    return false;
  }

  Resource read_resource(const Element& node, const std::string& outer_base) {
    const std::string base = base_within(outer_base, node);
    Resource resource{.identifier = identify(node),
                      .href = as_written(node, "href"),
                      .launch = "",
                      .type = value_of(&node, "type"),
                      .sco = false,
                      .files = {},
                      .dependencies = {},
                      .place = node.place,
                      .href_place = place_of(node, "href"),
                      .base = base,
                      .metadata = read_metadata(node)};
    if (!resource.href.empty()) resource.launch = package_path(base, collapse(resource.href));
    resource.sco = is_sco(node);
    const auto files = children(&node, "file");
    resource.files.reserve(files.size());
    for (const auto* file : files)
      if (const auto* href = file->attribute("", "href"))
        resource.files.push_back(
            {package_path(base, collapse(*href)), file->place, place_of(*file, "href")});
    // The quiz, discussion or link of a cartridge is its one file.
    if (is_common_cartridge(course_.standard) && resource.href.empty() && !resource.files.empty())
      resource.launch = resource.files.front().path;
    for (const auto* dependency : children(&node, "dependency"))
      resource.dependencies.push_back(value_of(dependency, "identifierref"));
    return resource;
  }

  // adlcp:location names metadata in other files.
  void gather_metadata() {
    course_.metadata = metadata_of(root_);
    if (course_.title.empty() && !course_.metadata.titles.empty())
      course_.title = course_.metadata.titles.front().text;
    std::set<std::string> languages;
    add_languages(root_, languages);
    const auto walk = [&](const auto& self, const Element& node, const std::string& outer) -> void {
      const auto base = base_within(outer, node);
      for (const auto& each : node.children) {
        if (each.name == "location" && node.name == "metadata" && !each.foreign)
          if (const auto address = text_of(&each); !address.empty())
            course_.metadata_files.push_back({package_path(base, address), each.place});
        self(self, each, base);
      }
    };
    walk(walk, root_, "");
    course_.languages.assign(languages.begin(), languages.end());
  }

  const Element& root_;
  const SharedSequencing shared_;
  std::map<std::string, const Element*> inner_;  // manifests within it, by their identifiers
  std::set<const Element*> opened_;
  CourseStructure course_;
};

}  // namespace

CourseStructure read_imscp(const Element& root, Standard standard) {
  return Reader(root, standard).read();
}

}  // namespace haat
