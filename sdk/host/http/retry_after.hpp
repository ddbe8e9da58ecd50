#pragma once

#include <chrono>
#include <optional>

#include "sdk/host/wire/messages.hpp"

namespace haat::http {

// For how long whoever answered 429 or 503 wants to be left alone, by its Retry-After; an hour at
// most, whatever it says. Nothing: it has said nothing of that.
std::optional<std::chrono::seconds> asks_to_wait(const wire::HttpHead& head);

}  // namespace haat::http
