#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/signing/key.hpp"

namespace haat::tuf {

// KEYID (4.2): SHA-256, in hex, over the canonical JSON of the key. Nothing but the 32 bytes is in
// that, no name, so one key has one id and cannot count as two.
std::string key_id(const PublicKey& key);

using Keys = std::map<std::string, PublicKey>;  // by KEYID

// Whose signatures a role needs (4.3, ROLE): `threshold` of these keys.
struct Role {
  std::vector<std::string> keyids = {};
  unsigned threshold = 1;

  bool operator==(const Role&) const = default;
};

}  // namespace haat::tuf
