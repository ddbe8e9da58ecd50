#include <algorithm>
#include <set>
#include <unordered_map>

#include "core/json/json.hpp"
#include "core/manifest/address.hpp"
#include "core/manifest/readers.hpp"

namespace haat {
namespace {

constexpr const char* manifest_path = "manifest.json";
constexpr std::string_view mark = "ekstep.content.archive";

std::string text(const Json& object, const char* name) {
  const auto at = object.find(name);
  if (at == object.end()) return {};
  if (at->is_string()) return at->get<std::string>();
  return at->is_number() || at->is_boolean() ? at->dump() : std::string();
}

// Members that are one string or a list of them.
std::vector<std::string> texts(const Json& object, const char* name) {
  std::vector<std::string> found;
  const auto at = object.find(name);
  if (at == object.end()) return found;
  if (at->is_string()) found.push_back(at->get<std::string>());
  if (at->is_array())
    for (const auto& each : *at)
      if (each.is_string()) found.push_back(each.get<std::string>());
  return found;
}

bool is_collection(const Json& content) {
  return text(content, "mimeType") == "application/vnd.ekstep.content-collection";
}

class Reader {
 public:
  Reader(const Limits& limits, std::vector<ManifestProblem>& problems)
      : limits_(limits), problems_(problems) {
    course_.standard = Standard::ecar;
    course_.manifest = manifest_path;
  }

  CourseStructure read(const Json& json) {
    const Json& items = json.at("archive").at("items");
    for (const auto& content : items)
      if (content.is_object()) add(content);
    count(json, items);
    for (const auto* content : contents_)
      for (const auto& child : children_of(*content)) inner_.insert(child);
    describe();
    Organization organization{
        .identifier = course_.identifier, .title = course_.title, .items = {}, .place = 0};
    for (const auto* content : contents_)
      if (!inner_.contains(text(*content, "identifier"))) place(*content, organization.items, 0);
    // Collections that contain each other have no beginning.
    for (const auto* content : contents_)
      if (!placed_.contains(text(*content, "identifier"))) place(*content, organization.items, 0);
    course_.organizations.push_back(std::move(organization));
    course_.languages.assign(languages_.begin(), languages_.end());
    return std::move(course_);
  }

 private:
  void say(const char* id, const std::string& message) {
    problems_.push_back({id, manifest_path, 0, message});
  }

  void add(const Json& content) {
    const auto codes = texts(content, "languageCode");
    for (const auto& language : codes.empty() ? texts(content, "language") : codes)
      languages_.insert(language);
    const auto id = text(content, "identifier");
    if (id.empty()) return say("ecar-identifier-missing", "a content has no identifier");
    if (!by_id_.emplace(id, &content).second) {
      ++repeated_;
      return say("ecar-content-repeated", "the content \"" + id + "\" is there already");
    }
    contents_.push_back(&content);
    if (is_collection(content)) return;
    const auto address = text(content, "artifactUrl");
    if (address.empty())
      return say("ecar-artifact-missing", "the content \"" + id + "\" has no artifactUrl");
    course_.resources.push_back({.identifier = id,
                                 .href = address,
                                 .launch = package_path("", address),
                                 .type = text(content, "mimeType"),
                                 .sco = false,
                                 .files = {},
                                 .dependencies = {},
                                 .place = 0});
  }

  void count(const Json& json, const Json& items) {
    const auto said = text(json.at("archive"), "count");
    // One that is there twice is told already.
    if (!said.empty() && said != std::to_string(items.size()) &&
        said != std::to_string(items.size() - repeated_))
      say("ecar-count-wrong", "archive.count is " + said + ", but there are " +
                                  std::to_string(items.size()) + " items");
  }

  static std::vector<std::string> children_of(const Json& content) {
    std::vector<std::string> ids;
    const auto at = content.find("children");
    if (at == content.end() || !at->is_array()) return ids;
    for (const auto& child : *at)
      if (child.is_object())
        if (auto id = text(child, "identifier"); !id.empty()) ids.push_back(std::move(id));
    return ids;
  }

  // The archive is of the first content that is inside no other.
  void describe() {
    for (const auto* content : contents_) {
      const auto id = text(*content, "identifier");
      if (inner_.contains(id)) continue;
      course_.identifier = id;
      course_.title = text(*content, "name");
      course_.version = text(*content, "pkgVersion");
      course_.metadata.titles.push_back({"", course_.title});
      if (auto description = text(*content, "description"); !description.empty())
        course_.metadata.descriptions.push_back({"", std::move(description)});
      for (auto& keyword : texts(*content, "keywords"))
        course_.metadata.keywords.push_back({"", std::move(keyword)});
      course_.metadata.copyright = text(*content, "license");
      return;
    }
  }

  // Each content is shown where it is met first, so that cycles end.
  void place(const Json& content, std::vector<Item>& into, std::uint64_t depth) {
    const auto id = text(content, "identifier");
    if (depth >= limits_.manifest_depth || !placed_.insert(id).second) return;
    Item item{
        .identifier = id,
        .title = text(content, "name"),
        .identifierref = is_collection(content) || text(content, "artifactUrl").empty() ? "" : id,
        .parameters = "",
        .mastery_score = std::nullopt,
        .children = {},
        .place = 0};
    if (auto description = text(content, "description"); !description.empty())
      item.details =
          std::make_shared<ItemDetails>(ItemDetails{.description = std::move(description)});
    if (item.title.empty()) say("ecar-name-missing", "\"" + id + "\" has no name");
    for (const auto& child : children_of(content)) {
      const auto found = by_id_.find(child);
      if (found == by_id_.end())
        say("ecar-child-unknown",
            "\"" + id + "\" has the child \"" + child + "\", which is not in the archive");
      else
        place(*found->second, item.children, depth + 1);
    }
    into.push_back(std::move(item));
  }

  const Limits& limits_;
  std::vector<ManifestProblem>& problems_;
  CourseStructure course_;
  std::vector<const Json*> contents_;
  std::unordered_map<std::string, const Json*> by_id_;
  std::size_t repeated_ = 0;
  std::set<std::string> inner_;
  std::set<std::string> placed_;
  std::set<std::string> languages_;
};

// The manifest.json at that path, if it is Sunbird's: web applications have one, too. One that
// cannot be read is nobody's.
Result<std::optional<std::string>> marked_text(const Package& package, const std::string& path,
                                               const Limits& limits) {
  auto bytes = package.read(path, limits.json_size);
  if (!bytes && bytes.error().kind == Errc::unavailable) return tl::unexpected(bytes.error());
  if (!bytes || bytes->find(mark) == std::string::npos) return std::optional<std::string>{};
  return std::optional(*std::move(bytes));
}

}  // namespace

Result<bool> is_ecar_manifest(const Package& package, const std::string& path,
                              const Limits& limits) {
  HAAT_TRY(const auto text, marked_text(package, path, limits));
  return text.has_value();
}

Result<std::optional<CourseStructure>> read_ecar(const Package& package, const Limits& limits,
                                                 std::vector<ManifestProblem>& problems) {
  HAAT_TRY(const auto bytes, marked_text(package, manifest_path, limits));
  if (!bytes) return std::optional<CourseStructure>{};
  const auto refuse = [&](const std::string& message) {
    problems.push_back({"ecar-manifest-invalid", manifest_path, 0, message});
    return std::optional<CourseStructure>{};
  };
  const auto json = parse_json(*bytes, manifest_path, limits);
  if (!json) return refuse(json.error().message);
  if (!json->is_object() || text(*json, "id") != mark) return std::optional<CourseStructure>{};
  const auto archive = json->find("archive");
  if (archive == json->end() || !archive->is_object() || !archive->contains("items") ||
      !archive->at("items").is_array())
    return refuse("there is no list archive.items");
  return std::optional(Reader(limits, problems).read(*json));
}

}  // namespace haat
