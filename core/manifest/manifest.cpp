#include "core/manifest/manifest.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "core/ascii.hpp"
#include "core/json/json.hpp"
#include "core/manifest/edition_terms.hpp"
#include "core/manifest/name_spaces.hpp"
#include "core/manifest/readers.hpp"
#include "core/manifest/structure_cost.hpp"
#include "core/manifest/xml.hpp"
#include "core/package/entry_name.hpp"
#include "core/wording.hpp"

namespace haat {
namespace {

constexpr std::array<std::string_view, 3> manifest_names{"imsmanifest.xml", "cmi5.xml",
                                                         "tincan.xml"};

// The folder that was zipped instead of what is in it: the manifest that is nearest to the root.
const Entry* nested_manifest(const Package& package) {
  const Entry* nearest = nullptr;
  const auto depth = [](const Entry& entry) {
    return std::count(entry.path.begin(), entry.path.end(), '/');
  };
  for (const auto& entry : package.entries())
    for (const auto name : manifest_names)
      if (entry.path.ends_with("/" + std::string(name)) && !entry.path.starts_with("__MACOSX/") &&
          (nearest == nullptr || depth(entry) < depth(*nearest)))
        nearest = &entry;
  return nearest;
}

// Of several packages in one: the folders of the rest, the first of them by name.
std::string others_beside(const Package& package, const Entry& nested) {
  constexpr std::size_t most_named = 5;
  std::string text;
  std::size_t count = 0;
  for (const auto& entry : package.entries())
    for (const auto name : manifest_names) {
      if (&entry == &nested || !entry.path.ends_with("/" + std::string(name)) ||
          entry.path.starts_with("__MACOSX/"))
        continue;
      if (++count <= most_named)
        text += (text.empty() ? "; there are more manifests in \"" : ", \"") +
                std::string(folder_of(entry.path)) + "\"";
    }
  return count <= most_named ? text : text + " and " + counted(count - most_named, "more folder");
}

// A manifest at the root under another name: one that differs in the case of letters, or a course
// structure of cmi5, which some tools name after the course.
Result<std::optional<ManifestProblem>> misnamed(const Package& package) {
  constexpr std::size_t most_looked_into = 16;
  constexpr std::uint64_t most_bytes = 1 << 20;
  std::size_t looked_into = 0;
  for (const auto& entry : package.entries()) {
    const auto name = lower_case(entry.path);
    if (entry.path.find('/') != std::string::npos || !name.ends_with(".xml")) continue;
    if (std::find(manifest_names.begin(), manifest_names.end(), name) != manifest_names.end())
      return ManifestProblem{"manifest-misnamed", entry.path, 0,
                             "the manifest has to be named " + name + ", in small letters"};
    if (entry.size > most_bytes || ++looked_into > most_looked_into) continue;
    const auto bytes = package.read(entry.path, most_bytes);
    if (!bytes && bytes.error().kind == Errc::unavailable) return tl::unexpected(bytes.error());
    if (bytes && bytes->find("courseStructure") != std::string::npos &&
        bytes->find(xmlns::cmi5) != std::string::npos)
      return ManifestProblem{"manifest-misnamed", entry.path, 0,
                             "this is a course structure of cmi5, which has to be named cmi5.xml"};
  }
  return std::nullopt;
}

// The same for the standards whose manifests have no name of their own.
Result<const Entry*> nested_without_xml(const Package& package, const Limits& limits) {
  int looked_into = 0;
  for (const auto& entry : package.entries()) {
    const auto folder = folder_of(entry.path);
    if (folder.empty() || entry.path.starts_with("__MACOSX/")) continue;
    const auto stem = entry.path.substr(0, entry.path.rfind('.'));
    if (lower_case(entry.path).ends_with(".crs") &&
        (package.find(stem + ".au") != nullptr || package.find(stem + ".AU") != nullptr))
      return &entry;
    if (!entry.path.ends_with("/manifest.json") || ++looked_into > 16) continue;
    HAAT_TRY(const bool ecar, is_ecar_manifest(package, entry.path, limits));
    if (ecar) return &entry;
  }
  return nullptr;
}

Result<ManifestProblem> absent(const Package& package, const Limits& limits) {
  const auto* nested = nested_manifest(package);
  if (nested == nullptr) {
    HAAT_TRY(nested, nested_without_xml(package, limits));
  }
  if (nested != nullptr) {
    const std::string folder(folder_of(nested->path));
    return ManifestProblem{"manifest-not-at-root", nested->path, 0,
                           "the manifest is in the folder \"" + folder +
                               "\"; zip what is in the folder, not the folder itself" +
                               others_beside(package, *nested)};
  }
  HAAT_TRY(auto other, misnamed(package));
  if (other) return *std::move(other);
  if (package.find("manifest.json") != nullptr) {
    const auto bytes = package.read("manifest.json", limits.json_size);
    if (!bytes && bytes.error().kind == Errc::unavailable) return tl::unexpected(bytes.error());
    if (bytes)
      if (const auto json = parse_json(*bytes, "manifest.json", limits); !json)
        return ManifestProblem{"ecar-manifest-invalid", "manifest.json", 0, json.error().message};
  }
  return ManifestProblem{
      "manifest-missing", "", 0,
      "there is no manifest in the package: no imsmanifest.xml (SCORM, Common Cartridge), "
      "cmi5.xml, tincan.xml, AICC .crs or Sunbird manifest.json"};
}

// Of a second use of an identifier that the structure has, the rule knows where the first is.
void drop_what_follows(Manifest& manifest) {
  std::map<std::string_view, int> uses;
  for (const auto& identifier : manifest.structure->identifiers) ++uses[identifier.value];
  std::set<Place> known;
  for (const auto& identifier : manifest.structure->identifiers)
    if (uses[identifier.value] > 1) known.insert(identifier.place);
  std::erase_if(manifest.problems, [&](const ManifestProblem& problem) {
    return problem.id == "identifier-not-unique" && known.contains(problem.place);
  });
}

// 1EdTech gave each version of Common Cartridge a namespace of its own.
std::optional<Standard> cartridge_of(std::string_view name_space) {
  constexpr std::string_view head = "http://www.imsglobal.org/xsd/imscc", tail = "/imscp_v1p1";
  if (!name_space.starts_with(head) || !name_space.ends_with(tail) ||
      name_space.size() < head.size() + tail.size())
    return std::nullopt;
  const auto version =
      name_space.substr(head.size(), name_space.size() - head.size() - tail.size());
  if (version.empty()) return Standard::common_cartridge_1_0;
  if (version == "v1p1") return Standard::common_cartridge_1_1;
  if (version == "v1p2") return Standard::common_cartridge_1_2;
  if (version == "v1p3") return Standard::common_cartridge_1_3;
  return std::nullopt;
}

// SCORM is IMS Content Packaging with ADL's terms, which it has in the same namespace: what tells
// them apart is any word of ADL.
bool says_adl(const XmlDocument& document) {
  const auto* metadata = document.root().child("metadata");
  if (text_of(child(metadata, "schema")).find("ADL") != std::string::npos) return true;
  const auto version = text_of(child(metadata, "schemaversion"));
  if (version.find("2004") != std::string::npos || version == "CAM 1.3" || version == "1.2")
    return true;
  return document.declares("adlnet.org", 3);
}

CourseStructure read_structure_of(const Element& root, Standard standard) {
  if (standard == Standard::cmi5) return read_cmi5(root);
  if (standard == Standard::tincan) return read_tincan(root);
  return read_imscp(root, standard);
}

// The first thing in a manifest that is of ADL's terms for the other edition of SCORM.
struct OtherTerm {
  std::string_view name;
  Place place;
};
std::optional<OtherTerm> term_of(const Element& element, std::string_view name_space) {
  if (element.name_space == name_space) return OtherTerm{element.name, element.place};
  for (const auto& attribute : element.attributes)
    if (attribute.name_space == name_space) return OtherTerm{attribute.name, attribute.place};
  for (const auto& each : element.children)
    if (auto found = term_of(each, name_space)) return found;
  return std::nullopt;
}

void report_mixed_terms(const Element& root, Standard standard, const std::string& path,
                        std::vector<ManifestProblem>& problems) {
  const bool old = standard == Standard::scorm12;
  const auto other = term_of(root, old ? xmlns::adlcp : xmlns::adlcp12);
  if (!other) return;
  const std::string name(other->name);
  problems.push_back({"manifest-edition-contradiction", path, other->place,
                      "\"" + name + "\" is a term of SCORM " + (old ? "2004" : "1.2") +
                          ", but the manifest is one of SCORM " + (old ? "1.2" : "2004")});
}

// Which edition it is, the namespace, the schema version and ADL's terms all say. The namespace
// decides.
void report_contradiction(const Element& root, Standard standard, const std::string& path,
                          std::vector<ManifestProblem>& problems) {
  const auto* node = child(root.child("metadata"), "schemaversion");
  const auto version = text_of(node);
  const bool newer = version.find("2004") != std::string::npos || version == "CAM 1.3";
  // All editions of SCORM 2004 have the same namespaces.
  const std::string name = is_scorm2004(standard) ? "SCORM 2004" : to_string(standard);
  const bool other = standard == Standard::scorm12 ? newer
                     : is_scorm2004(standard)      ? version == "1.2"
                     : is_common_cartridge(standard) && !version.empty()
                         ? !version.starts_with(name.substr(name.rfind(' ') + 1))
                         : false;
  if (other)
    problems.push_back(
        {"manifest-edition-contradiction", path, node->place,
         "the schemaversion is \"" + version + "\", but the namespace is that of " + name});
  else if (is_scorm(standard))
    report_mixed_terms(root, standard, path, problems);
}

// Manifests of several standards side by side, and whole packages inside this one.
void report_others(const Package& package, std::vector<ManifestProblem>& problems) {
  std::vector<std::string> found;
  for (const auto name : manifest_names)
    if (package.find(name) != nullptr) found.emplace_back(name);
  if (const auto* course = aicc_course_file(package)) found.push_back(course->path);
  for (std::size_t i = 1; i < found.size(); ++i)
    problems.push_back(
        {"manifest-ambiguous", found[i], 0,
         "beside " + found[i] + " there is " + found[0] + ", and each platform takes another one"});
  if (found.empty()) return;
  for (const auto& entry : package.entries())
    for (const auto name : manifest_names)
      if (entry.path.ends_with("/" + std::string(name)) && !entry.path.starts_with("__MACOSX/"))
        problems.push_back({"package-inside-package", entry.path, 0,
                            "there is a second manifest in the folder \"" +
                                std::string(folder_of(entry.path)) + "\""});
}

// AICC and ECAR, whose manifests are no XML.
Result<std::optional<CourseStructure>> read_without_xml(const Package& package,
                                                        const Limits& limits,
                                                        std::vector<ManifestProblem>& problems) {
  if (const auto* course = aicc_course_file(package)) {
    HAAT_TRY(auto structure, read_aicc(package, course->path, limits, problems));
    return std::optional(std::move(structure));
  }
  if (package.find("manifest.json") != nullptr) {
    HAAT_TRY(auto structure, read_ecar(package, limits, problems));
    if (structure || !problems.empty()) return structure;
  }
  HAAT_TRY(auto problem, absent(package, limits));
  problems.push_back(std::move(problem));
  return std::optional<CourseStructure>{};
}

}  // namespace

const char* to_string(Standard standard) {
  switch (standard) {
    case Standard::scorm12:
      return "SCORM 1.2";
    case Standard::scorm2004_2:
      return "SCORM 2004 2nd Edition";
    case Standard::scorm2004_3:
      return "SCORM 2004 3rd Edition";
    case Standard::scorm2004_4:
      return "SCORM 2004 4th Edition";
    case Standard::cmi5:
      return "cmi5";
    case Standard::tincan:
      return "Tin Can";
    case Standard::aicc:
      return "AICC";
    case Standard::content_packaging:
      return "IMS Content Packaging";
    case Standard::common_cartridge_1_0:
      return "Common Cartridge 1.0";
    case Standard::common_cartridge_1_1:
      return "Common Cartridge 1.1";
    case Standard::common_cartridge_1_2:
      return "Common Cartridge 1.2";
    case Standard::common_cartridge_1_3:
      return "Common Cartridge 1.3";
    case Standard::ecar:
      return "Sunbird ECAR";
  }
  return "";
}

bool is_scorm(Standard standard) {
  return standard == Standard::scorm12 || is_scorm2004(standard);
}
bool is_scorm2004(Standard standard) {
  return standard == Standard::scorm2004_2 || standard == Standard::scorm2004_3 ||
         standard == Standard::scorm2004_4;
}
bool is_common_cartridge(Standard standard) {
  return standard == Standard::common_cartridge_1_0 || standard == Standard::common_cartridge_1_1 ||
         standard == Standard::common_cartridge_1_2 || standard == Standard::common_cartridge_1_3;
}

const char* schema_set(Standard standard) {
  switch (standard) {
    case Standard::scorm12:
      return "scorm12";
    case Standard::scorm2004_2:
    case Standard::scorm2004_3:
      return "scorm2004-3";
    case Standard::scorm2004_4:
      return "scorm2004-4";
    case Standard::cmi5:
      return "cmi5";
    case Standard::tincan:
      return "tincan";
    case Standard::common_cartridge_1_0:
      return "common-cartridge-1.0";
    case Standard::common_cartridge_1_1:
      return "common-cartridge-1.1";
    case Standard::common_cartridge_1_2:
      return "common-cartridge-1.2";
    case Standard::common_cartridge_1_3:
      return "common-cartridge-1.3";
    case Standard::aicc:
    case Standard::content_packaging:  // its namespace tells which
    case Standard::ecar:
      return "";  // whose manifests are no XML
  }
  return "";
}

std::optional<Standard> standard_of(const XmlDocument& document) {
  const auto& root = document.root();
  const auto name_space = root.name_space;
  if (root.name == "courseStructure")
    return name_space == xmlns::cmi5 ? std::optional(Standard::cmi5) : std::nullopt;
  if (root.name == "tincan")
    return name_space == xmlns::tincan ? std::optional(Standard::tincan) : std::nullopt;
  if (root.name != "manifest") return std::nullopt;
  const std::string version = text_of(child(root.child("metadata"), "schemaversion"));
  if (const auto cartridge = cartridge_of(name_space)) return cartridge;
  const bool first = name_space == xmlns::imscp12;
  if ((first || name_space == xmlns::imscp) && !says_adl(document))
    return Standard::content_packaging;
  if (first) return Standard::scorm12;
  if (name_space == xmlns::imscp) {
    const auto says = [&](const char* edition) { return version.find(edition) != version.npos; };
    if (version == "CAM 1.3" || says("2nd")) return Standard::scorm2004_2;
    // The last edition knows the terms of all others: what does not say its edition is not judged
    // by one that it did not mean.
    return says("3rd") ? Standard::scorm2004_3 : Standard::scorm2004_4;
  }
  // Without a namespace, the version is all there is.
  return name_space.empty() && version == "1.2" ? std::optional(Standard::scorm12) : std::nullopt;
}

namespace {

const char* schema_set_of(const Element& root, Standard standard) {
  // What is of the 4th Edition is judged by it, whatever edition the manifest says: a rule tells
  // the contradiction.
  if (is_scorm2004(standard) && fourth_edition_term(root) != nullptr)
    return schema_set(Standard::scorm2004_4);
  // SCORM's sets have IMS's own schemas, which let any other vocabulary be.
  if (standard == Standard::content_packaging)
    return schema_set(root.name_space == xmlns::imscp12 ? Standard::scorm12
                                                        : Standard::scorm2004_4);
  return schema_set(standard);
}

}  // namespace

Result<Manifest> read_manifest(const Package& package, const Limits& limits) {
  Manifest manifest;
  report_others(package, manifest.problems);
  const auto name = std::find_if(manifest_names.begin(), manifest_names.end(),
                                 [&](std::string_view n) { return package.find(n) != nullptr; });
  if (name == manifest_names.end()) {
    HAAT_TRY(manifest.structure, read_without_xml(package, limits, manifest.problems));
    return manifest;
  }
  const std::string path(*name);
  auto bytes = package.read(path, limits.manifest_size);
  if (!bytes) {
    // A manifest whose bytes are damaged or too many is a defect of this course; a disk that fails
    // is not.
    if (bytes.error().kind == Errc::unavailable) return tl::unexpected(bytes.error());
    manifest.problems.push_back(
        {bytes.error().kind == Errc::too_large ? "manifest-too-large" : "manifest-not-well-formed",
         path, 0, bytes.error().message});
    return manifest;
  }
  const bool marked = bytes->starts_with("\xef\xbb\xbf");
  const auto size = bytes->size();
  const auto document = XmlDocument::parse(*std::move(bytes), path, limits, manifest.problems);
  if (document == nullptr) return manifest;
  const auto& root = document->root();
  if (auto problem = structure_too_costly(root, size, limits)) {
    problem->path = path;
    manifest.problems.push_back(*std::move(problem));
    return manifest;
  }
  manifest.root = std::shared_ptr<const Element>(document, &root);
  const auto standard = standard_of(*document);
  document->validate(standard ? schema_set_of(root, *standard) : "", manifest.problems);
  if (!standard) {
    manifest.problems.push_back({"manifest-standard-unknown", path, root.place,
                                 "the manifest's root element is \"" + root.name + "\" of \"" +
                                     root.name_space +
                                     "\", which is no SCORM, Common Cartridge, cmi5 or Tin Can"});
    return manifest;
  }
  manifest.structure = read_structure_of(root, *standard);
  manifest.structure->manifest = path;
  if (is_scorm(*standard))
    HAAT_TRY_VOID(
        read_metadata_files(package, root, limits, *manifest.structure, manifest.problems));
  if (marked)
    manifest.problems.push_back(
        {"manifest-byte-order-mark", path, Place(1),
         "the manifest begins with the three bytes EF BB BF, a byte order mark"});
  report_contradiction(root, *standard, path, manifest.problems);
  drop_what_follows(manifest);
  return manifest;
}

}  // namespace haat
