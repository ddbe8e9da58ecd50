#pragma once

#include <span>

#include "core/embedded.hpp"

namespace haat {

// The standards' own schemas, linked into the program: what a manifest is judged by, and what a
// SCORM package carries at its root. Named <set>/<file>, the sets being scorm12edition,
// scorm20043rdedition and scorm20044thedition.
std::span<const EmbeddedFile> standard_schemas();

}  // namespace haat
