#pragma once

#include <string>
#include <string_view>

#include "core/package/digest.hpp"
#include "core/result.hpp"

namespace haat::server {

// The header of RFC 9530: "sha-256=:<base64>:". Other algorithms beside it are passed over.
// ("content-digest-invalid")
Result<Sha256> parse_content_digest(std::string_view header);
std::string content_digest(const Sha256& digest);

}  // namespace haat::server
