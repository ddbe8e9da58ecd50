#pragma once

#include "marketplace-server/services.hpp"

namespace haat {
struct ProviderHealth;
}

namespace haat::server {

// Copies one provider's catalogue into the store, page by page: what changed since the last time
// where it can tell, else the whole. Courses that it has no more stay, as gone. One that fails
// keeps what was taken of it. Then who finished what. How it went is in the store and in the log.
void take_provider(const ProviderHealth& health, Services& services);

}  // namespace haat::server
