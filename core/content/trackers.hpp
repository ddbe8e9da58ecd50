#pragma once

#include <string_view>

namespace haat {

// Whether a host (in lower case) is known to follow people about: analytics and advertising.
bool is_tracker(std::string_view host);

// The same of an address on it: some hosts follow people about by one path only.
bool is_tracker(std::string_view host, std::string_view address);

}  // namespace haat
