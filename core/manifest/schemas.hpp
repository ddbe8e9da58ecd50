#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/manifest/schema_failure.hpp"

namespace haat {

// What the schema of the set ("scorm12", "scorm2004-3", "scorm2004-4", "cmi5") finds wrong: the
// first thousands of it, none of which merely follows from another. `text` is UTF-8 and
// well-formed, `root` what it says. Threads: any.
std::vector<SchemaFailure> schema_failures(std::string_view text, const Element& root,
                                           const std::string& set);

// From now on libxml2 opens nothing in this process but the schemas that are linked into it.
void forbid_fetching();

}  // namespace haat
