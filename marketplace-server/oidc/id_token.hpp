#pragma once

#include <string>

#include "core/clock.hpp"
#include "core/result.hpp"

namespace haat::server {

class Issuer;

// Who signed in, as OpenID Connect Core 1.0 says (3.1.3.7): the token is signed by a key of the
// issuer with one of RS256, PS256, ES256, ES384 and EdDSA, is from it, for this client, for this
// sign-in, and of now, give or take a minute. The answer is its "sub". The signature is
// rhonabwy's business. unauthenticated ("id-token-unreadable", "id-token-algorithm",
// "id-token-key-unknown", "id-token-signature", "id-token-issuer", "id-token-audience",
// "id-token-expired", "id-token-early", "id-token-nonce", "id-token-subject", "id-token-too-large")
Result<std::string> subject_of(const std::string& id_token, const std::string& nonce,
                               Issuer& issuer, Time now);

}  // namespace haat::server
