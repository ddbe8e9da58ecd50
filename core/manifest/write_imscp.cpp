#include "core/manifest/write_imscp.hpp"

#include <algorithm>
#include <charconv>
#include <pugixml.hpp>
#include <span>

#include "core/manifest/element_writer.hpp"
#include "core/manifest/name_spaces.hpp"
#include "core/manifest/write_lom.hpp"

namespace haat {

namespace {

struct Vocabulary {
  const char* prefix;  // "": the manifest's own
  std::string_view name_space;
  const char* schema;  // the file beside the manifest; "": there is none
};

constexpr Vocabulary scorm12_vocabularies[] = {
    {"", xmlns::imscp12, "imscp_rootv1p1p2.xsd"},
    {"adlcp", xmlns::adlcp12, "adlcp_rootv1p2.xsd"},
    {"imsmd", xmlns::imsmd12, "imsmd_rootv1p2p1.xsd"},
    {"xsi", xmlns::xsi, ""},
};
constexpr Vocabulary scorm2004_vocabularies[] = {
    {"", xmlns::imscp, "imscp_v1p1.xsd"},
    {"adlcp", xmlns::adlcp, "adlcp_v1p3.xsd"},
    {"adlnav", xmlns::adlnav, "adlnav_v1p3.xsd"},
    {"adlseq", xmlns::adlseq, "adlseq_v1p3.xsd"},
    {"imsss", xmlns::imsss, "imsss_v1p0.xsd"},
    {"lom", xmlns::lom, "lom.xsd"},
    {"xsi", xmlns::xsi, ""},
};

// What the editions of SCORM say differently of one and the same course.
struct Edition {
  Standard standard;
  const char* schema_version;
  std::span<const Vocabulary> vocabularies;
  const char* scorm_type;  // the attribute: 2004 spells it with a capital
  bool sequencing;  // 2004 tells a mastery score, and what learners may choose, in imsss; 1.2 has a
                    // score in adlcp
};

constexpr Edition editions[] = {
    {Standard::scorm12, "1.2", scorm12_vocabularies, "adlcp:scormtype", false},
    {Standard::scorm2004_3, "2004 3rd Edition", scorm2004_vocabularies, "adlcp:scormType", true},
    {Standard::scorm2004_4, "2004 4th Edition", scorm2004_vocabularies, "adlcp:scormType", true},
};

// "75" of a hundred -> "0.75"
std::string measure(const std::string& percent) {
  int value = 0;
  std::from_chars(percent.data(), percent.data() + percent.size(), value);
  if (value >= 100) return "1.0";
  return std::string(value < 10 ? "0.0" : "0.") + std::to_string(value);
}

void add_item_sequencing(pugi::xml_node node, const Item& item) {
  auto sequencing = node.append_child("imsss:sequencing");
  if (item.mastery_score) {
    auto objective =
        sequencing.append_child("imsss:objectives").append_child("imsss:primaryObjective");
    set(objective, "objectiveID", item.identifier + "-objective");
    set(objective, "satisfiedByMeasure", "true");
    add(objective, "imsss:minNormalizedMeasure", measure(*item.mastery_score));
  }
  // What the course says of itself counts; the platform must not assume that seeing is completing.
  auto controls = sequencing.append_child("imsss:deliveryControls");
  set(controls, "completionSetByContent", "true");
  set(controls, "objectiveSetByContent", "true");
}

void add_item(pugi::xml_node parent, const Item& item, const Edition& edition) {
  auto node = parent.append_child("item");
  set(node, "identifier", item.identifier);
  if (!item.identifierref.empty()) set(node, "identifierref", item.identifierref);
  set(node, "isvisible", "true");
  if (!item.parameters.empty()) set(node, "parameters", item.parameters);
  add(node, "title", item.title);
  for (const Item& child : item.children) add_item(node, child, edition);
  if (edition.sequencing) {
    if (!item.identifierref.empty()) add_item_sequencing(node, item);
  } else if (item.mastery_score) {
    add(node, "adlcp:masteryscore", *item.mastery_score);
  }
}

void add_organizations(pugi::xml_node manifest, const CourseStructure& structure,
                       const Edition& edition) {
  auto all = manifest.append_child("organizations");
  if (structure.default_organization) set(all, "default", *structure.default_organization);
  for (const Organization& organization : structure.organizations) {
    auto node = all.append_child("organization");
    set(node, "identifier", organization.identifier);
    if (edition.sequencing) set(node, "adlseq:objectivesGlobalToSystem", "false");
    add(node, "title", organization.title);
    for (const Item& item : organization.items) add_item(node, item, edition);
    if (!edition.sequencing) continue;
    auto mode = node.append_child("imsss:sequencing").append_child("imsss:controlMode");
    set(mode, "choice", "true");
    set(mode, "flow", "true");
  }
}

void add_resource(pugi::xml_node resources, const Resource& resource, const Edition& edition) {
  auto node = resources.append_child("resource");
  set(node, "identifier", resource.identifier);
  set(node, "type", "webcontent");
  set(node, edition.scorm_type, resource.sco ? "sco" : "asset");
  if (!resource.launch.empty()) set(node, "href", resource.launch);
  for (const auto& file : resource.files) set(node.append_child("file"), "href", file.path);
  for (const std::string& dependency : resource.dependencies)
    set(node.append_child("dependency"), "identifierref", dependency);
}

void add_vocabularies(pugi::xml_node manifest, const Edition& edition) {
  std::string locations;
  for (const auto& [prefix, name_space, schema] : edition.vocabularies) {
    const bool own = *prefix == '\0';
    set(manifest, own ? "xmlns" : std::string("xmlns:") + prefix, std::string(name_space));
    if (*schema == '\0') continue;
    locations += (locations.empty() ? "" : " ") + std::string(name_space) + " " + schema;
  }
  set(manifest, "xsi:schemaLocation", locations);
}

}  // namespace

std::string write_imscp(const CourseStructure& structure, const Course& course) {
  const auto* const edition = std::ranges::find(editions, structure.standard, &Edition::standard);
  if (edition == std::end(editions)) return {};
  pugi::xml_document document;
  auto manifest = document.append_child("manifest");
  set(manifest, "identifier", structure.identifier);
  set(manifest, "version", structure.version);
  add_vocabularies(manifest, *edition);
  auto metadata = manifest.append_child("metadata");
  add(metadata, "schema", "ADL SCORM");
  add(metadata, "schemaversion", edition->schema_version);
  write_lom(metadata, structure, course);
  add_organizations(manifest, structure, *edition);
  auto resources = manifest.append_child("resources");
  for (const Resource& resource : structure.resources) add_resource(resources, resource, *edition);
  return to_text(document);
}

}  // namespace haat
