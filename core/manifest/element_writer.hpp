#pragma once

#include <pugixml.hpp>
#include <string>

namespace haat {

// What the writers of manifests have in common.

pugi::xml_node add(pugi::xml_node parent, const std::string& name, const std::string& text);
void set(pugi::xml_node node, const std::string& name, const std::string& value);

// With the declaration and one element a line: equal documents give equal bytes.
std::string to_text(const pugi::xml_document& document);

}  // namespace haat
