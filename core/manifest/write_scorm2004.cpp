#include "core/manifest/write_scorm2004.hpp"

#include <charconv>
#include <pugixml.hpp>
#include <sstream>

namespace haat {

namespace {

constexpr const char* locations =
    "http://www.imsglobal.org/xsd/imscp_v1p1 imscp_v1p1.xsd "
    "http://www.adlnet.org/xsd/adlcp_v1p3 adlcp_v1p3.xsd "
    "http://www.adlnet.org/xsd/adlseq_v1p3 adlseq_v1p3.xsd "
    "http://www.adlnet.org/xsd/adlnav_v1p3 adlnav_v1p3.xsd "
    "http://www.imsglobal.org/xsd/imsss imsss_v1p0.xsd";

pugi::xml_node add(pugi::xml_node parent, const char* name, const std::string& text) {
  auto node = parent.append_child(name);
  node.text().set(text.c_str());
  return node;
}

void set(pugi::xml_node node, const char* name, const std::string& value) {
  node.append_attribute(name) = value.c_str();
}

// "75" of a hundred -> "0.75"
std::string measure(const std::string& percent) {
  int value = 0;
  std::from_chars(percent.data(), percent.data() + percent.size(), value);
  if (value >= 100) return "1.0";
  return std::string(value < 10 ? "0.0" : "0.") + std::to_string(value);
}

void add_sequencing(pugi::xml_node node, const Item& item) {
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

void add_item(pugi::xml_node parent, const Item& item) {
  auto node = parent.append_child("item");
  set(node, "identifier", item.identifier);
  if (!item.identifierref.empty()) set(node, "identifierref", item.identifierref);
  set(node, "isvisible", "true");
  if (!item.parameters.empty()) set(node, "parameters", item.parameters);
  add(node, "title", item.title);
  for (const Item& child : item.children) add_item(node, child);
  if (!item.identifierref.empty()) add_sequencing(node, item);
}

void add_organizations(pugi::xml_node manifest, const CourseStructure& structure) {
  auto all = manifest.append_child("organizations");
  if (structure.default_organization) set(all, "default", *structure.default_organization);
  for (const Organization& organization : structure.organizations) {
    auto node = all.append_child("organization");
    set(node, "identifier", organization.identifier);
    set(node, "adlseq:objectivesGlobalToSystem", "false");
    add(node, "title", organization.title);
    for (const Item& item : organization.items) add_item(node, item);
    auto mode = node.append_child("imsss:sequencing").append_child("imsss:controlMode");
    set(mode, "choice", "true");
    set(mode, "flow", "true");
  }
}

void add_resource(pugi::xml_node resources, const Resource& resource) {
  auto node = resources.append_child("resource");
  set(node, "identifier", resource.identifier);
  set(node, "type", "webcontent");
  set(node, "adlcp:scormType", resource.sco ? "sco" : "asset");
  if (!resource.launch.empty()) set(node, "href", resource.launch);
  for (const auto& file : resource.files) set(node.append_child("file"), "href", file.path);
  for (const std::string& dependency : resource.dependencies)
    set(node.append_child("dependency"), "identifierref", dependency);
}

}  // namespace

std::string write_scorm2004(const CourseStructure& structure, const Course&) {
  pugi::xml_document document;
  auto manifest = document.append_child("manifest");
  set(manifest, "identifier", structure.identifier);
  set(manifest, "version", structure.version);
  set(manifest, "xmlns", "http://www.imsglobal.org/xsd/imscp_v1p1");
  set(manifest, "xmlns:adlcp", "http://www.adlnet.org/xsd/adlcp_v1p3");
  set(manifest, "xmlns:adlnav", "http://www.adlnet.org/xsd/adlnav_v1p3");
  set(manifest, "xmlns:adlseq", "http://www.adlnet.org/xsd/adlseq_v1p3");
  set(manifest, "xmlns:imsss", "http://www.imsglobal.org/xsd/imsss");
  set(manifest, "xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance");
  set(manifest, "xsi:schemaLocation", locations);
  auto metadata = manifest.append_child("metadata");
  add(metadata, "schema", "ADL SCORM");
  add(metadata, "schemaversion", "2004 4th Edition");
  add_organizations(manifest, structure);
  auto resources = manifest.append_child("resources");
  for (const Resource& resource : structure.resources) add_resource(resources, resource);

  std::ostringstream text;
  text << R"(<?xml version="1.0" encoding="UTF-8"?>)" << '\n';
  document.save(text, "  ", pugi::format_default | pugi::format_no_declaration,
                pugi::encoding_utf8);
  return text.str();
}

}  // namespace haat
