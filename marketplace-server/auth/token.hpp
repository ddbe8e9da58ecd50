#pragma once

#include <string>

#include "core/result.hpp"
#include "marketplace-server/auth/role.hpp"
#include "marketplace-server/http/headers.hpp"

namespace haat::server {

class Store;

std::string new_token();                           // "haat_" and 64 hex digits
std::string token_hash(const std::string& token);  // the only form that is stored

// Whoever the "Authorization: Bearer haat_..." header stands for. unauthenticated ("token-missing",
// "token-unknown").
Result<Caller> find_caller(const Headers& headers, Store& store);

}  // namespace haat::server
