#include <algorithm>

#include "core/manifest/address.hpp"
#include "core/manifest/name_spaces.hpp"
#include "core/manifest/readers.hpp"
#include "core/manifest/xml.hpp"
#include "core/package/package.hpp"

namespace haat {
namespace {

constexpr std::size_t most_files = 1000;

// IMS MD 1.2 writes <langstring xml:lang>, IEEE LOM <string language>.
void take(const Element* node, std::vector<LanguageText>& into) {
  if (node == nullptr) return;
  for (const auto& each : node->children) {
    if (each.name != "langstring" && each.name != "string") continue;
    const auto* language = each.attribute("", "language");
    if (language == nullptr) language = each.attribute(xmlns::xml, "lang");
    if (auto text = text_of(&each); !text.empty())
      into.push_back({language == nullptr ? std::string() : collapse(*language), std::move(text)});
  }
}

const Element* either(const Element* node, const char* name, const char* other) {
  const auto* found = child(node, name);
  return found != nullptr ? found : child(node, other);
}

}  // namespace

Metadata read_lom(const Element* lom) {
  Metadata metadata;
  const auto* general = child(lom, "general");
  take(child(general, "title"), metadata.titles);
  take(child(general, "description"), metadata.descriptions);
  for (const auto* keyword : children(general, "keyword")) take(keyword, metadata.keywords);
  const auto* time =
      either(child(lom, "educational"), "typicalLearningTime", "typicallearningtime");
  metadata.duration = text_of(either(time, "duration", "datetime"));
  std::vector<LanguageText> rights;
  take(child(child(lom, "rights"), "description"), rights);
  if (!rights.empty()) metadata.copyright = std::move(rights.front().text);
  return metadata;
}

void add_languages(const Element& root, std::set<std::string>& into) {
  const auto walk = [&](const auto& self, const Element& node, std::string_view parent) -> void {
    const auto* tag = node.attribute(xmlns::xml, "lang");
    if (tag == nullptr && node.name == "string") tag = node.attribute("", "language");
    if (tag != nullptr && *tag != "x-none") into.insert(collapse(*tag));  // which is no language
    if (node.name == "language" && parent == "general") into.insert(text_of(&node));
    for (const auto& each : node.children) self(self, each, node.name);
  };
  walk(walk, root, "");
  into.erase("");
}

Result<void> read_metadata_files(const Package& package, const Element& root, const Limits& limits,
                                 CourseStructure& course, std::vector<ManifestProblem>& problems) {
  const auto* own = root.child("metadata");
  const auto* location = child(own, "location");
  std::string of_course;
  const bool old = course.standard == Standard::scorm12;
  std::set<std::string> languages(course.languages.begin(), course.languages.end());
  auto left = limits.manifest_size;  // for all of them
  Limits of_each = limits;           // each is read while the manifest's tree is there
  of_each.manifest_memory = limits.metadata_memory;
  std::set<std::string> files;
  for (const auto& file : course.metadata_files) {
    files.insert(file.path);
    if (location != nullptr && file.place == location->place) of_course = file.path;
  }
  std::size_t count = 0;
  for (const auto& path : files) {
    if (package.find(path) == nullptr) continue;  // which has a rule of its own
    if (++count > most_files || problems.size() > limits.findings) break;
    auto bytes = package.read(path, std::min(left, limits.metadata_size));
    if (!bytes) {
      if (bytes.error().kind == Errc::unavailable) return tl::unexpected(bytes.error());
      problems.push_back({bytes.error().kind == Errc::too_large ? "manifest-too-large"
                                                                : "manifest-not-well-formed",
                          path, 0, bytes.error().message});
      continue;
    }
    left -= bytes->size();
    const auto document = XmlDocument::parse(*std::move(bytes), path, of_each, problems);
    if (document == nullptr) continue;
    const auto& lom = document->root();
    // Metadata may be written to other standards, whose schemas are not here.
    if (lom.name == "lom" && lom.name_space == (old ? xmlns::imsmd12 : xmlns::lom))
      document->validate(schema_set(course.standard), problems);
    add_languages(lom, languages);
    if (path == of_course && child(own, "lom") == nullptr) course.metadata = read_lom(&lom);
  }
  course.languages.assign(languages.begin(), languages.end());
  return {};
}

}  // namespace haat
