#pragma once

#include <span>
#include <vector>

#include "core/embedded.hpp"
#include "core/manifest/course_structure.hpp"

namespace haat {

// The standards' own schemas, linked into the program. Named <set>/<file>, the sets being
// scorm12edition, scorm20043rdedition and scorm20044thedition.
std::span<const EmbeddedFile> standard_schemas();
// Those that we have written, which lie beside this file.
std::span<const EmbeddedFile> own_schemas();

// What a package of the standard carries at its root for the platforms that validate with it (SCORM
// 2004 4th CAM 3.3.3), by its name there; none for the standards whose packages carry none.
std::vector<EmbeddedFile> control_documents(Standard standard);

}  // namespace haat
