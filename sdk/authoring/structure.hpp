#pragma once

#include "core/manifest/course_structure.hpp"
#include "core/package/package.hpp"
#include "core/result.hpp"

namespace haat {

// The structure of a package that somebody wants to work with. A container with defects is refused
// ("... is not safe to unpack"), and so is one whose manifest cannot be read; the error's id is
// that of the rule that would report it.
Result<CourseStructure> read_structure(const Package& package);

}  // namespace haat
