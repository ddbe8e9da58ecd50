#pragma once

#include <string>

#include "core/result.hpp"
#include "marketplace-server/auth/role.hpp"
#include "marketplace-server/http/headers.hpp"
#include "marketplace-server/store/records.hpp"

namespace haat::server {

class Session;
class Store;

// A bearer token: "haat_", 43 characters of 256 random bits, and 6 of their CRC-32, all in base 62
// (0-9 A-Z a-z). The checksum lets scanners for leaked secrets, and us, tell one from what merely
// looks like it: haat_[0-9A-Za-z]{49}. Tokens of earlier servers, haat_[0-9a-f]{64}, go on working.
std::string new_token();
std::string token_hash(const std::string& token);  // the only form that is stored

// Whether its checksum is right. True of every token of the earlier form, which has none.
bool well_formed(std::string_view token);

// Whoever the "Authorization: Bearer haat_..." header stands for. unauthenticated ("token-missing",
// "token-unknown", "token-expired", "token-revoked", "account-suspended"). That it was used is
// noted, once a minute.
Result<Caller> find_caller(const Headers& headers, Store& store, Time now);

// Makes a token for `access.account`, with the name, the scopes and the end that are in `access`,
// which gets its id. The token itself is in the answer and nowhere else.
Result<std::string> give_token(Session& session, AccessToken& access, Time now);

// The one that an account begins with: for everything, and without an end.
Result<std::string> give_first_token(Session& session, const std::string& account, Time now);

}  // namespace haat::server
