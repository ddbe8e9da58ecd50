#include "core/xml/xml_element.hpp"

#include <pugixml.hpp>
#include <sstream>

namespace haat {
namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";

bool is_control(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte < 0x20 && c != '\t' && c != '\n' && c != '\r';
}

// U+FFFE and U+FFFF, the only others of UTF-8 that are no characters of XML.
bool is_no_character(std::string_view rest) {
  return rest.starts_with("\xEF\xBF\xBE") || rest.starts_with("\xEF\xBF\xBF");
}

std::string writable(std::string_view text) {
  std::string clean;
  while (!text.empty()) {
    if (is_control(text.front())) {
      clean += replacement;
      text.remove_prefix(1);
    } else if (is_no_character(text)) {
      clean += replacement;
      text.remove_prefix(replacement.size());
    } else {
      clean += text.front();
      text.remove_prefix(1);
    }
  }
  return clean;
}

void add(pugi::xml_node parent, const XmlElement& element) {
  pugi::xml_node node = parent.append_child(element.name.c_str());
  for (const auto& [name, value] : element.attributes)
    node.append_attribute(name.c_str()) = writable(value).c_str();
  if (!element.text.empty()) node.text().set(writable(element.text).c_str());
  for (const XmlElement& child : element.children) add(node, child);
}

}  // namespace

std::string to_xml(const XmlElement& root) {
  pugi::xml_document document;
  pugi::xml_node declaration = document.append_child(pugi::node_declaration);
  declaration.append_attribute("version") = "1.0";
  declaration.append_attribute("encoding") = "UTF-8";
  add(document, root);
  std::ostringstream text;
  document.save(text, "", pugi::format_raw, pugi::encoding_utf8);
  return text.str();
}

}  // namespace haat
