#pragma once

#include <string>

#include "core/result.hpp"
#include "marketplace-server/store/records.hpp"

namespace haat::server {

class Session;

// What a code is good for.
namespace purpose {
inline constexpr const char* identity = "identity";  // to link an identity with the account
inline constexpr const char* password = "password";  // to set another password
}  // namespace purpose

struct GivenCode {
  std::string code;  // 256 random bits; only its hash is kept
  Time expires_at{};
};

// In place of the one that the account has for that purpose. Shown once, good once, for so long.
Result<GivenCode> give_code(Session& session, const std::string& account, const char* purpose,
                            const By& by, std::chrono::seconds lifetime);

// Whose it is. It is used up by that. unauthenticated ("code-unknown"), whatever is wrong with it.
Result<std::string> take_code(Session& session, const std::string& code, const char* purpose,
                              Time now);

bool is_good(const std::optional<OneTimeCode>& code, const char* purpose, Time now);
tl::unexpected<Error> unknown_code();

}  // namespace haat::server
