#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/clock.hpp"
#include "core/package/limits.hpp"
#include "core/result.hpp"
#include "core/signing/key.hpp"
#include "core/signing/trust.hpp"

namespace haat {

// What an owner says of a key of their own: that another takes its place, or that nobody shall
// believe it any more. A DSSE envelope of the type application/vnd.haat.key-change+json.
struct KeyChange {
  enum class Act { rotate, revoke };
  Act act = Act::revoke;
  PublicKey key;
  Time time{};
  std::string reason = {};                  // for people
  std::optional<PublicKey> successor = {};  // of a rotation
  std::optional<Time> until = {};           // of a rotation: the end of the old key
};

// Signed by the key itself; a rotation by its successor, too, which so proves that its owner has
// it.
std::string seal_rotation(const KeyChange& change, const SecretKey& key,
                          const SecretKey& successor);
std::string seal_revocation(const KeyChange& change, const SecretKey& key);

// A change that all its keys have signed. Whether `key` was ever believed is for the caller to say.
// ("envelope-invalid", "key-change-invalid", "signature-wrong")
Result<KeyChange> open_key_change(std::string_view json, const Limits& limits = {});

// Does to a believed key what it says of itself. Of a rotation, gives its successor, to be believed
// from now on under the same name. permission_denied ("key-revoked", "key-out-of-time"): a key that
// does not count says nothing that does.
Result<std::optional<TrustedKey>> follow(const KeyChange& change, TrustedKey& key, Time now);

}  // namespace haat
