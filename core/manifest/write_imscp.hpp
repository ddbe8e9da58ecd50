#pragma once

#include <string>

#include "core/course/course.hpp"
#include "core/manifest/course_structure.hpp"

namespace haat {

// The imsmanifest.xml of a SCORM package, valid against ADL's schemas, which must lie beside it
// (control_documents.hpp). `structure.standard` says which: SCORM 1.2 (CAM 1.2, section 2.3), SCORM
// 2004 3rd or 4th Edition (CAM, section 3.4). An item's mastery score is in percent; in SCORM 2004
// it becomes the measure that satisfies the item, and learners may take the items in any order.
// Metadata are as write_lom.hpp says. `launch` of resources and `path` of their files are paths in
// the package; hrefs are made from them. Equal input gives equal bytes.
std::string write_imscp(const CourseStructure& structure, const Course& course);

}  // namespace haat
