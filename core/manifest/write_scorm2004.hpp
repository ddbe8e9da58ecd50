#pragma once

#include <string>

#include "core/course/course.hpp"
#include "core/manifest/course_structure.hpp"

namespace haat {

// The imsmanifest.xml of a SCORM 2004 4th Edition package (CAM 4th Edition, section 3.4), valid
// against ADL's schemas, which must lie beside it. An item's mastery score, in percent, becomes the
// measure that satisfies it. Learners may take the items in any order. Equal input gives equal
// bytes. `launch` of resources and `path` of their files are paths in the package; hrefs are made
// from them.
std::string write_scorm2004(const CourseStructure& structure, const Course& course);

}  // namespace haat
