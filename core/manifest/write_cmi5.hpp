#pragma once

#include <string>

#include "core/course/course.hpp"
#include "core/manifest/course_structure.hpp"

namespace haat {

// The cmi5.xml of a cmi5 package (Quartz, section 13), with titles in every language of the course.
// Items that launch a resource become assignable units: one with a mastery score, in percent, is
// satisfied by passing it, any other by completing it. Items with children become blocks, the
// course's competencies its objectives. Ids are "urn:haat:course:ID" and "urn:haat:course:ID:UNIT":
// they stay what they are from version to version. `launch` of resources is a path in the package.
// Equal input gives equal bytes.
std::string write_cmi5(const CourseStructure& structure, const Course& course);

}  // namespace haat
