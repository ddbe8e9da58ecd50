#pragma once

#include <string>

#include "core/course/course.hpp"
#include "core/manifest/course_structure.hpp"
#include "core/result.hpp"

namespace haat {

// What the player page must know of a course, as JSON:
// {"key", "title": {language: text}, "standard", "run_time": "scorm12|scorm2004|cmi5", "items":
// [{"id", "title": {language: text}, "path", "suffix", "mastery", "children"}]}. `path` is a file
// of the package, `suffix` the query and fragment to put behind its address. ("outline-too-large":
// thousands of items may launch one resource with an address of a megabyte.)
Result<std::string> course_outline(const CourseStructure& structure, const Course* course);

}  // namespace haat
