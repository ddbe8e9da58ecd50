#pragma once

#include <string_view>

namespace haat::server {

// Whether `a` has precedence over `b` by Semantic Versioning 2.0.0, clause 11. Both are valid: a
// course's schema saw to it.
bool newer_version(std::string_view a, std::string_view b);

}  // namespace haat::server
