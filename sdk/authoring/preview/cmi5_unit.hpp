#pragma once

#include <string>
#include <vector>

#include "core/element.hpp"
#include "core/manifest/course_structure.hpp"

namespace haat {

// What a platform must know of an assignable unit to launch it (cmi5, 13.1.4).
struct Cmi5Unit {
  std::string id;
  std::string path;           // in the package
  std::string query;          // what its address has behind '?', without it
  std::string move_on;        // "Passed", "Completed", ...; "NotApplicable" where nothing is said
  std::string mastery_score;  // "": none
  std::string launch_parameters;
  std::string entitlement_key;
};

// The units of a cmi5.xml, in its order.
std::vector<Cmi5Unit> cmi5_units(const CourseStructure& structure, const Element& root);

}  // namespace haat
