#pragma once

#include <span>
#include <string>
#include <string_view>

#include "core/course/course.hpp"
#include "core/manifest/course_structure.hpp"

namespace haat {

// A standard that a course can be built for. One row in target.cpp each.
struct Target {
  std::string_view name;  // as --target has it
  Standard standard;
  std::string_view adapter;  // the file of course/ that speaks the run time's language
  std::string (*manifest)(const CourseStructure&, const Course&);
  std::string_view
      schemas;  // folder of core's standard_schemas(): the control documents of the package's root
};

std::span<const Target> all_targets();  // the first is the one that is taken where nobody asked
const Target* find_target(std::string_view name);  // nullptr: there is none

}  // namespace haat
