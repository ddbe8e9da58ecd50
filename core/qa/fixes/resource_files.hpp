#pragma once

#include <string>
#include <vector>

#include "core/qa/fixes/source_text.hpp"

namespace haat::fixes {

// Adds a <file> for each address to the resource, indented as its neighbours are. Where it holds
// nothing but metadata, whose end is not known, nothing is added.
void add_files(SourceText& manifest, const Element& resource,
               const std::vector<std::string>& addresses);

}  // namespace haat::fixes
