#pragma once

#include <string>
#include <string_view>

#include "core/result.hpp"
#include "core/signing/key.hpp"

namespace haat {

// Ed25519 public keys as other programs write them. Only public halves are taken over: a secret key
// that other programs sign with as well could be made to sign, there, what means something here.

// The one key of `text`: a line of ours, one of OpenSSH's ("ssh-ed25519 <base64> <comment>"), or a
// minisign public key with or without its comment. `name` is for those that bring none.
// ("public-key-invalid")
Result<PublicKey> read_public_key(std::string_view text, std::string_view name);

std::string to_openssh(const PublicKey& key);   // one line, as for authorized_keys
std::string to_minisign(const PublicKey& key);  // two lines, as for minisign -p

}  // namespace haat
