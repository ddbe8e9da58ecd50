#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/result.hpp"
#include "core/signing/key.hpp"
#include "tools/haat/passphrase.hpp"

namespace haat::cli {

// A person's signing keys: <home>/keys/NAME.key, sealed, with the public half beside it in
// NAME.pub.
Result<std::filesystem::path> key_file(
    const std::string& name);  // invalid_argument for a name that is none
Result<PublicKey> make_key(const std::string& name, const PassphraseSource& source);
Result<SecretKey> open_key(const std::string& name, const PassphraseSource& source);

// Keeps a key that was made elsewhere, under the name that it has, sealed again.
Result<void> keep_key(const SecretKey& key, const SecretText& passphrase);

// Puts a key aside, into <home>/keys/retired: it signs nothing more, and its file is kept. Answers
// with the new place.
Result<std::filesystem::path> retire_key(const std::string& name);

Result<PublicKey> public_key_of(const std::string& name);  // not_found ("key-unknown")
Result<std::vector<PublicKey>> own_keys();                 // by name

// The name asked for; if none was, the only key that there is.
Result<std::string> choose_key(const std::string& asked);

}  // namespace haat::cli
