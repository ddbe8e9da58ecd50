#pragma once

#include "marketplace-server/http/request.hpp"
#include "marketplace-server/http/response.hpp"

namespace haat::server {

bool accepts_gzip(const Request& request);  // RFC 9110, 12.5.3

// Compresses a body that is worth it, for a client that takes it so, unless that was done before.
// For what everybody may read only: the length of a compressed answer tells what is in it to
// whoever can have something of their own put beside it.
void compress(const Request& request, Response& response);

}  // namespace haat::server
