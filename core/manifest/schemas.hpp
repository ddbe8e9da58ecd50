#pragma once

#include <libxml/tree.h>

#include <string>
#include <vector>

#include "core/manifest/schema_failure.hpp"

namespace haat {

// What the schema of the set ("scorm12", "scorm2004-3", "scorm2004-4", "cmi5") finds wrong: the
// first thousands of it, none of which merely follows from another. Threads: any.
std::vector<SchemaFailure> schema_failures(const xmlDoc& document, const std::string& set);

// From now on libxml2 opens nothing in this process but the schemas that are linked into it.
void forbid_fetching();

}  // namespace haat
