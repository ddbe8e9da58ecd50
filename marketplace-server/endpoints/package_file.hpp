#pragma once

#include <string>

#include "core/result.hpp"
#include "marketplace-server/http/request.hpp"
#include "marketplace-server/http/response.hpp"
#include "marketplace-server/services.hpp"

namespace haat::server {

// A kept zip as an answer: ETag and If-None-Match, Content-Digest, and one byte range (RFC 9110,
// 14), so that a broken download can go on. `filename` is what a browser saves it as. Where the
// address may lead to other bytes one day, caches have to ask.
inline constexpr const char* ask_again = "no-cache";
inline constexpr const char* never_changes = "public, max-age=31536000, immutable";
Result<Response> package_response(const Request& request, const std::string& blob,
                                  const std::string& filename, Services& services,
                                  const char* caching = ask_again);

// The same of what is published: where the policy lets the object store give it out, 307 to an
// address there, with the Repr-Digest (RFC 9530) of what has to come from it.
Result<Response> published_package_response(const Request& request, const std::string& blob,
                                            const std::string& filename, Services& services,
                                            const char* caching = ask_again);

}  // namespace haat::server
