#include "core/manifest/element_writer.hpp"

#include <sstream>

namespace haat {

pugi::xml_node add(pugi::xml_node parent, const std::string& name, const std::string& text) {
  auto node = parent.append_child(name.c_str());
  node.text().set(text.c_str());
  return node;
}

void set(pugi::xml_node node, const std::string& name, const std::string& value) {
  node.append_attribute(name.c_str()) = value.c_str();
}

std::string to_text(const pugi::xml_document& document) {
  std::ostringstream text;
  text << R"(<?xml version="1.0" encoding="UTF-8"?>)" << '\n';
  document.save(text, "  ", pugi::format_default | pugi::format_no_declaration,
                pugi::encoding_utf8);
  return text.str();
}

}  // namespace haat
