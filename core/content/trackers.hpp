#pragma once

#include <string_view>

namespace haat {

// Whether a host (in lower case) is known to follow people about: analytics and advertising.
bool is_tracker(std::string_view host);

}  // namespace haat
