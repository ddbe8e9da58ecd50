#pragma once

#include <pugixml.hpp>

#include "core/course/course.hpp"
#include "core/manifest/course_structure.hpp"

namespace haat {

// What a course says of itself, as learning object metadata below `metadata`: IMS Metadata 1.2.1
// (prefix imsmd) for SCORM 1.2, IEEE 1484.12.3 (prefix lom) for SCORM 2004. Titles and descriptions
// are in every language of the course, the licence is its SPDX expression, and each competency that
// it is tagged with a classification by the dictionary's id.
void write_lom(pugi::xml_node metadata, const CourseStructure& structure, const Course& course);

}  // namespace haat
