#pragma once

#include <string>
#include <vector>

#include "core/course/course.hpp"

namespace haat {

// "CID1:2 CID7": the competencies of a course, each with its level where one is said.
std::string competencies_text(const std::vector<CompetencyTag>& tags);

}  // namespace haat
