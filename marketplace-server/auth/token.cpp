#include "marketplace-server/auth/token.hpp"

#include "core/ascii.hpp"
#include "core/package/digest.hpp"
#include "core/signing/key.hpp"
#include "marketplace-server/store/store.hpp"

namespace haat::server {

std::string new_token() {
  return "haat_" + random_hex(32);
}

std::string token_hash(const std::string& token) {
  return to_hex(sha256(token));
}

Result<Caller> find_caller(const Headers& headers, Store& store) {
  constexpr std::string_view scheme = "Bearer ";
  const std::string* header = headers.find("Authorization");
  if (!header)
    return fail(Errc::unauthenticated, "token-missing",
                "this needs a token: send \"Authorization: Bearer haat_...\"");
  if (headers.count("Authorization") > 1 || header->size() <= scheme.size() ||
      !equal_but_for_case(std::string_view(*header).substr(0, scheme.size()), scheme))
    return fail(Errc::unauthenticated, "token-unknown",
                "the Authorization header is not \"Bearer haat_...\"");
  // The hash is looked up, so how long it takes tells nothing about any stored token.
  const std::string hash = token_hash(header->substr(scheme.size()));
  HAAT_TRY(auto account,
           store.view([&](Session& session) { return session.account_of_token(hash); }));
  if (!account) return fail(Errc::unauthenticated, "token-unknown", "nobody has this token");
  return Caller{account->name, account->role, account->name_space, account->threshold};
}

}  // namespace haat::server
