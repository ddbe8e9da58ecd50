#pragma once

#include <string>

namespace partner {

// The SPDX id of a Creative Commons licence, told as an URL, as "CC BY-SA 4.0" or the like; any
// other text as it is.
std::string licence_id(const std::string& said);

}  // namespace partner
