#pragma once

#include <optional>

#include "core/manifest/course_structure.hpp"
#include "core/manifest/xml.hpp"

namespace haat {

// One reader for each family of standards; which one a document is for, its namespaces and schema
// version tell.
std::optional<Standard> standard_of(
    const XmlDocument& document);  // none: a standard that is not read
const char* schema_set(Standard standard);

// IMS Content Packaging 1.1.x with ADL's vocabularies: SCORM 1.2 CAM 2.3, SCORM 2004 CAM 3.4.
CourseStructure read_imscp(const XmlDocument& document, Standard standard);

// cmi5 1.0, section 13.
CourseStructure read_cmi5(const XmlDocument& document);

}  // namespace haat
