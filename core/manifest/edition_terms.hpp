#pragma once

#include "core/element.hpp"

namespace haat {

// The first element that has what only the 4th Edition of SCORM 2004 knows (CAM 3.4.1, 5.1.15):
// shared data, thresholds by attributes, more of an objective shared. nullptr: none.
const Element* fourth_edition_term(const Element& root);

}  // namespace haat
