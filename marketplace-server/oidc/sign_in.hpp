#pragma once

#include <string>

#include "core/result.hpp"
#include "marketplace-server/services.hpp"
#include "marketplace-server/store/records.hpp"

namespace haat::server {

// What whoever begins to sign in gets: where to send the browser, and what to come back with.
struct SignInBegun {
  std::string address;
  std::string state;
  std::string secret;  // theirs alone: the browser that comes back with the state does not do
  Time expires_at{};
};

// `redirect` is where the issuer sends the browser afterwards: a port of the caller's own machine
// (RFC 8252), or this marketplace's page; nothing else, whatever the issuer would let pass.
// invalid_argument ("redirect-not-allowed"), not_found ("oidc-not-configured"), unavailable
// ("sign-ins-too-many", "issuer-unavailable")
Result<SignInBegun> begin_sign_in(const std::string& redirect, const std::string& peer,
                                  Services& services);

struct SignInAnswer {
  std::string state, code, secret;
  std::string issuer;  // as the issuer said when it sent the browser back (RFC 9207); may be empty
};

// Whom the issuer says it is. Only "issuer" and "subject" are filled. The state is used up by that,
// whatever comes of it, unless the secret is another's. unauthenticated ("sign-in-unknown",
// "sign-in-foreign", "issuer-mixed-up", and what Issuer::redeem and subject_of() say)
Result<Identity> finish_sign_in(const SignInAnswer& answer, Services& services);

}  // namespace haat::server
