#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/clock.hpp"
#include "core/package/digest.hpp"
#include "core/result.hpp"
#include "core/signing/key.hpp"

namespace haat {

// A key that somebody decided to believe, and for how long.
struct TrustedKey {
  PublicKey key;
  std::optional<Time> valid_from = {};   // what it signs counts from then on
  std::optional<Time> valid_until = {};  // and up to then
  std::optional<Time> revoked = {};      // since when its owner or the truster has disowned it

  // "valid-until=2027-01-01T00:00:00Z haat-ed25519 <base64> <name>": the times that are set, in the
  // order valid-from, valid-until, revoked, and then the key's own line.
  std::string line() const;
};
Result<TrustedKey> parse_trusted_key(
    std::string_view line);  // ("public-key-invalid", "trusted-key-invalid", "time-invalid")

// A release that a marketplace has revoked: it took the package down.
struct RevokedPackage {
  Sha256 package{};
  std::string by;  // the name that the truster gave the marketplace's key
  Time at{};
};

// Whom a verifier believes, and what it takes for the present. There is no other clock.
struct Trust {
  std::vector<TrustedKey> keys = {};
  Time now{};
  std::vector<RevokedPackage> revoked = {};
  // How far the clocks of signer and verifier may be apart, in either direction.
  std::chrono::seconds skew = std::chrono::minutes{5};

  // Keys that are believed whenever they sign.
  static Trust in(const std::vector<PublicKey>& keys, Time now);
  const TrustedKey* find(std::string_view id) const;  // nullptr: not believed
};

enum class Timeliness {
  fits,
  expired,  // the key's time is over, or was when it signed
  not_yet,  // the key's time has not come, or the signature is dated in the future
  revoked,
};

// Whether what `key` signed at `signed_at` counts now. The signer alone says when that was, so the
// date can only ever take trust away: a key whose time is over counts for nothing, however early
// its signature is dated, and a revoked one neither.
Timeliness judge_time(const TrustedKey& key, Time signed_at, const Trust& trust);

}  // namespace haat
