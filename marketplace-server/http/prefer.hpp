#pragma once

#include <chrono>

#include "marketplace-server/http/headers.hpp"

namespace haat::server {

// How long a client would wait for an answer that says more: "Prefer: wait=10" (RFC 7240, 4.3), at
// most a minute. What cannot be understood is no preference.
std::chrono::seconds preferred_wait(const Headers& headers);

}  // namespace haat::server
