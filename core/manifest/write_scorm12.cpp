#include "core/manifest/write_scorm12.hpp"

#include <pugixml.hpp>
#include <sstream>

namespace haat {

namespace {

constexpr const char* locations =
    "http://www.imsproject.org/xsd/imscp_rootv1p1p2 imscp_rootv1p1p2.xsd "
    "http://www.imsglobal.org/xsd/imsmd_rootv1p2p1 imsmd_rootv1p2p1.xsd "
    "http://www.adlnet.org/xsd/adlcp_rootv1p2 adlcp_rootv1p2.xsd";

pugi::xml_node add(pugi::xml_node parent, const char* name, const std::string& text) {
  auto node = parent.append_child(name);
  node.text().set(text.c_str());
  return node;
}

void set(pugi::xml_node node, const char* name, const std::string& value) {
  node.append_attribute(name) = value.c_str();
}

void add_translated(pugi::xml_node parent, const char* name, const Translated& text) {
  if (text.empty()) return;
  auto node = parent.append_child(name);
  for (const auto& [language, words] : text)
    set(add(node, "imsmd:langstring", words), "xml:lang", language);
}

void add_metadata(pugi::xml_node manifest, const CourseStructure& structure, const Course& course) {
  auto metadata = manifest.append_child("metadata");
  add(metadata, "schema", "ADL SCORM");
  add(metadata, "schemaversion", "1.2");
  auto lom = metadata.append_child("imsmd:lom");
  auto general = lom.append_child("imsmd:general");
  add_translated(general, "imsmd:title", course.title);
  for (const std::string& language : structure.languages) add(general, "imsmd:language", language);
  add_translated(general, "imsmd:description", course.description);
  if (course.duration.empty()) return;
  auto time = lom.append_child("imsmd:educational").append_child("imsmd:typicallearningtime");
  add(time, "imsmd:datetime", course.duration);
}

void add_item(pugi::xml_node parent, const Item& item) {
  auto node = parent.append_child("item");
  set(node, "identifier", item.identifier);
  if (!item.identifierref.empty()) set(node, "identifierref", item.identifierref);
  set(node, "isvisible", "true");
  if (!item.parameters.empty()) set(node, "parameters", item.parameters);
  add(node, "title", item.title);
  for (const Item& child : item.children) add_item(node, child);
  if (item.mastery_score) add(node, "adlcp:masteryscore", *item.mastery_score);
}

void add_organizations(pugi::xml_node manifest, const CourseStructure& structure) {
  auto all = manifest.append_child("organizations");
  if (structure.default_organization) set(all, "default", *structure.default_organization);
  for (const Organization& organization : structure.organizations) {
    auto node = all.append_child("organization");
    set(node, "identifier", organization.identifier);
    add(node, "title", organization.title);
    for (const Item& item : organization.items) add_item(node, item);
  }
}

void add_resource(pugi::xml_node resources, const Resource& resource) {
  auto node = resources.append_child("resource");
  set(node, "identifier", resource.identifier);
  set(node, "type", "webcontent");
  set(node, "adlcp:scormtype", resource.sco ? "sco" : "asset");
  if (!resource.launch.empty()) set(node, "href", resource.launch);
  for (const auto& file : resource.files) set(node.append_child("file"), "href", file.path);
  for (const std::string& dependency : resource.dependencies)
    set(node.append_child("dependency"), "identifierref", dependency);
}

}  // namespace

std::string write_scorm12(const CourseStructure& structure, const Course& course) {
  pugi::xml_document document;
  auto manifest = document.append_child("manifest");
  set(manifest, "identifier", structure.identifier);
  set(manifest, "version", structure.version);
  set(manifest, "xmlns", "http://www.imsproject.org/xsd/imscp_rootv1p1p2");
  set(manifest, "xmlns:adlcp", "http://www.adlnet.org/xsd/adlcp_rootv1p2");
  set(manifest, "xmlns:imsmd", "http://www.imsglobal.org/xsd/imsmd_rootv1p2p1");
  set(manifest, "xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance");
  set(manifest, "xsi:schemaLocation", locations);
  add_metadata(manifest, structure, course);
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
