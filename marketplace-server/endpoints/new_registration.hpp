#pragma once

#include <string>

#include "core/result.hpp"
#include "marketplace-server/http/response.hpp"
#include "marketplace-server/store/records.hpp"

namespace haat::server {

struct Services;

// What is wished for, as JSON (schemas::registration), by a stranger, or by somebody who signed in
// as `identity`, which is linked with the account when it is opened.
Result<Response> register_partner(const std::string& wish, const std::string& peer,
                                  const Identity& identity, Services& services);

}  // namespace haat::server
