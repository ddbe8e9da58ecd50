#pragma once

#include <string>

#include "core/course/course.hpp"
#include "core/manifest/course_structure.hpp"

namespace haat {

// The imsmanifest.xml of a SCORM 1.2 package (CAM 1.2, section 2.3), valid against ADL's schemas,
// which must lie beside it. Titles and descriptions in every language of the course go into the
// metadata; equal input gives equal bytes. `launch` of resources and `path` of their files are
// paths in the package; hrefs are made from them.
std::string write_scorm12(const CourseStructure& structure, const Course& course);

}  // namespace haat
