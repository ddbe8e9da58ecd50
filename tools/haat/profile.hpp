#pragma once

#include <string>

#include "core/qa/profile.hpp"

namespace haat::cli {

// The built-in profile of that name, else the one in that file. invalid_argument
// ("profile-unknown"): there is neither.
Result<Profile> profile_of(const std::string& name);

}  // namespace haat::cli
