#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/course/course.hpp"
#include "core/manifest/course_structure.hpp"
#include "core/result.hpp"

namespace haat {

// How a course is packaged for one standard. One row in packaging.cpp each.
struct Packaging {
  std::string_view name;  // as --standard has it
  Standard standard;
  std::span<const std::string_view> adapters;  // the files of course/ that speak the run time's
                                               // language, in the order in which a page loads them
  std::string_view library;  // folder of run_time_libraries that they need; "": none
  std::string_view manifest_file;
  std::string (*manifest)(const CourseStructure&, const Course&);
};

std::span<const Packaging> all_packagings();  // the first is taken where nobody asked
std::vector<std::string> packaging_names();

// "" is the first. invalid_argument ("standard-unknown") names those that there are.
Result<const Packaging*> choose_packaging(std::string_view name);

}  // namespace haat
