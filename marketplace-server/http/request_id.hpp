#pragma once

#include <string>

#include "marketplace-server/http/headers.hpp"

namespace haat::server {

// What a request is called in the log and towards the client: X-Request-Id, if it is up to 128
// letters, digits, '-', '_' and '.', else one of our own.
std::string request_id(const Headers& headers);
std::string new_request_id();

inline constexpr const char* request_id_field = "X-Request-Id";

}  // namespace haat::server
