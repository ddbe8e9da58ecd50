#include "marketplace-server/auth/one_time_code.hpp"

#include "core/signing/key.hpp"
#include "marketplace-server/auth/token.hpp"
#include "marketplace-server/store/session.hpp"

namespace haat::server {

Result<GivenCode> give_code(Session& session, const std::string& account, const char* purpose,
                            const By& by, std::chrono::seconds lifetime) {
  const GivenCode given{random_hex(32), by.at + lifetime};
  HAAT_TRY_VOID(session.add_one_time_code(
      {token_hash(given.code), account, purpose, by.name, given.expires_at}));
  return given;
}

Result<std::string> take_code(Session& session, const std::string& code, const char* purpose,
                              Time now) {
  const std::string hash = token_hash(code);
  HAAT_TRY(const auto found, session.find_one_time_code(hash));
  if (!is_good(found, purpose, now)) return unknown_code();
  HAAT_TRY(const bool taken, session.take_one_time_code(hash));
  if (!taken) return unknown_code();
  return found->account;
}

bool is_good(const std::optional<OneTimeCode>& code, const char* purpose, Time now) {
  return code && code->purpose == purpose && code->expires_at > now;
}

tl::unexpected<Error> unknown_code() {
  return fail(Errc::unauthenticated, "code-unknown",
              "this code is unknown, was used or is over; ask the administrator for another");
}

}  // namespace haat::server
