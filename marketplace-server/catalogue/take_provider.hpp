#pragma once

#include "marketplace-server/services.hpp"

namespace haat {
struct ProviderHealth;
}

namespace haat::server {

// Copies one provider's catalogue into the store, page by page: what changed since the last time
// where it can tell, else the whole. Courses that it has no more stay, as gone. What was taken is
// kept if it fails, and a walk through the whole that something interrupts which passes goes on the
// next time. Then who finished what. How it went is in the store and in the log. False: it is to be
// taken again soon. Whoever begins last is the one who writes, whichever server that is: an earlier
// one ends with its page.
bool take_provider(const ProviderHealth& health, Services& services);

}  // namespace haat::server
