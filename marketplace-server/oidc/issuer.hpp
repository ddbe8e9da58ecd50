#pragma once

#include <chrono>
#include <mutex>
#include <optional>
#include <string>

#include "core/result.hpp"

namespace haat::server {

struct IssuerSettings {
  std::string address;  // "https://login.example.org"; empty: nobody signs in by OpenID Connect
  std::string client_id;
  std::string client_secret;  // empty: a public client, with PKCE alone
};

// The faults of it. ("issuer-address-invalid", "client-id-missing")
Result<void> judge_issuer(const IssuerSettings& settings);

// The OpenID provider that people sign in with. What it says of itself (OpenID Connect Discovery)
// and its keys are fetched when they are needed and kept for an hour; keys earlier, when a token is
// signed by one that is not among them, but not within ten seconds of the last time. Threads: any.
class Issuer {
 public:
  explicit Issuer(IssuerSettings settings) : settings_(std::move(settings)) {}

  bool is_configured() const { return !settings_.address.empty(); }
  const std::string& address() const { return settings_.address; }
  const std::string& client_id() const { return settings_.client_id; }

  // Where a browser goes to. The challenge is PKCE's, S256.
  struct Question {
    std::string redirect, state, nonce, challenge;
  };
  Result<std::string> authorization_address(const Question& question);

  // The ID token for a code, unverified. unauthenticated ("code-refused"), corrupt
  // ("issuer-answer-invalid"), unavailable ("issuer-unavailable", "issuer-refuses-server")
  Result<std::string> redeem(const std::string& code, const std::string& verifier,
                             const std::string& redirect);

  // The public key for a token's header, as a JWK with nothing but the key in it. Without an id,
  // the only one that fits. unauthenticated ("id-token-key-unknown")
  struct WantedKey {
    std::string id, type, curve;  // "kty" and "crv"; the first and last may be empty
  };
  Result<std::string> key(const WantedKey& wanted, const std::string& algorithm);

 private:
  using Clock = std::chrono::steady_clock;
  struct Kept {
    std::string json;
    Clock::time_point at;
  };
  struct Endpoints {
    std::string authorization, token, keys;
    bool secret_in_form = false;  // else in the header
  };

  Result<std::unique_lock<std::timed_mutex>> take_turn();
  Result<Endpoints> endpoints();
  Result<std::string> fetch(const std::string& url, std::uint64_t largest);

  const IssuerSettings settings_;
  std::timed_mutex turn_;  // of whoever fetches or looks
  std::optional<Kept> description_;
  std::optional<Kept> keys_;
  std::optional<Error> trouble_;  // the last time,
  Clock::time_point trouble_at_;  // which is not asked for again at once
};

}  // namespace haat::server
