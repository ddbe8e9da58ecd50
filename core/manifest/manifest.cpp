#include "core/manifest/manifest.hpp"

#include <algorithm>
#include <array>
#include <map>

#include "core/manifest/readers.hpp"
#include "core/manifest/xml.hpp"

namespace haat {
namespace {

constexpr std::array<std::string_view, 2> manifest_names{"imsmanifest.xml", "cmi5.xml"};
constexpr std::string_view cmi5_namespace =
    "https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd";

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

ManifestProblem absent(const Package& package) {
  if (const auto* nested = nested_manifest(package)) {
    const auto folder = nested->path.substr(0, nested->path.rfind('/'));
    return {"manifest-not-at-root", nested->path, 0,
            "the manifest is in the folder \"" + folder +
                "\"; zip what is in the folder, not the folder itself"};
  }
  return {"manifest-missing", "", 0,
          "there is no imsmanifest.xml (SCORM) and no cmi5.xml (cmi5) in the package"};
}

// The schema calls a second use of an identifier "not a valid value of xs:ID"; a rule of its own
// says it better.
void drop_what_follows(Manifest& manifest) {
  std::map<std::string_view, int> uses;
  for (const auto& identifier : manifest.structure->identifiers) ++uses[identifier.value];
  const auto follows = [&](const ManifestProblem& problem) {
    if (problem.id != "manifest-schema-invalid" ||
        problem.message.find("'xs:ID'") == std::string::npos)
      return false;
    return std::any_of(uses.begin(), uses.end(), [&](const auto& use) {
      return use.second > 1 &&
             problem.message.find("'" + std::string(use.first) + "'") != std::string::npos;
    });
  };
  std::erase_if(manifest.problems, follows);
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
  }
  return "";
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
  }
  return "";
}

std::optional<Standard> standard_of(const XmlDocument& document) {
  const auto root = document.root();
  const auto name_space = namespace_of(root);
  if (local_name(root) == "courseStructure")
    return name_space == cmi5_namespace ? std::optional(Standard::cmi5) : std::nullopt;
  if (local_name(root) != "manifest") return std::nullopt;
  const std::string version = text_of(child(child(root, "metadata"), "schemaversion"));
  if (name_space == "http://www.imsproject.org/xsd/imscp_rootv1p1p2") return Standard::scorm12;
  if (name_space == "http://www.imsglobal.org/xsd/imscp_v1p1") {
    if (version == "CAM 1.3") return Standard::scorm2004_2;
    return version.find("4th") != std::string::npos ? Standard::scorm2004_4 : Standard::scorm2004_3;
  }
  // Without a namespace, the version is all there is.
  return name_space.empty() && version == "1.2" ? std::optional(Standard::scorm12) : std::nullopt;
}

Result<Manifest> read_manifest(const Package& package, const Limits& limits) {
  Manifest manifest;
  const auto name = std::find_if(manifest_names.begin(), manifest_names.end(),
                                 [&](std::string_view n) { return package.find(n) != nullptr; });
  if (name == manifest_names.end()) {
    manifest.problems.push_back(absent(package));
    return manifest;
  }
  const std::string path(*name);
  const auto bytes = package.read(path, limits.manifest_size);
  if (!bytes) {
    // A manifest whose bytes are damaged or too many is a defect of this course; a disk that fails
    // is not.
    if (bytes.error().kind == Errc::unavailable) return tl::unexpected(bytes.error());
    manifest.problems.push_back(
        {bytes.error().kind == Errc::too_large ? "manifest-too-large" : "manifest-not-well-formed",
         path, 0, bytes.error().message});
    return manifest;
  }
  const auto document = XmlDocument::parse(*bytes, path, limits, manifest.problems);
  if (document == nullptr) return manifest;
  const auto standard = standard_of(*document);
  if (standard) document->validate(schema_set(*standard), manifest.problems);
  auto name_spaces = std::make_shared<NameSpaces>();
  manifest.root = document->elements(*name_spaces);
  manifest.name_spaces = std::move(name_spaces);
  if (!standard) {
    manifest.problems.push_back(
        {"manifest-standard-unknown", path, document->place(document->root()),
         "the manifest's root element is \"" + std::string(local_name(document->root())) +
             "\" of \"" + std::string(namespace_of(document->root())) +
             "\", which is neither SCORM 1.2, SCORM 2004 nor cmi5"});
    return manifest;
  }
  manifest.structure =
      *standard == Standard::cmi5 ? read_cmi5(*document) : read_imscp(*document, *standard);
  drop_what_follows(manifest);
  return manifest;
}

}  // namespace haat
