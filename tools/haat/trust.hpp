#pragma once

#include <filesystem>
#include <vector>

#include "core/result.hpp"
#include "core/signing/key_change.hpp"
#include "core/signing/trust.hpp"

namespace haat::cli {

// The public keys that a person trusts, and for how long: <home>/trusted_keys, one line each, '#'
// for comments.
Result<std::filesystem::path> trust_file();
Result<std::vector<TrustedKey>> read_keys(const std::filesystem::path& path);  // of any such file
Result<std::vector<TrustedKey>> trusted_keys();  // none: an empty list
Result<void> write_trusted(const std::vector<TrustedKey>& keys);

// The one trusted key with this id or name. not_found ("key-not-trusted"), invalid_argument
// ("key-ambiguous")
Result<TrustedKey*> find_trusted(std::vector<TrustedKey>& keys, const std::string& which);

// What an owner says of a key, they hold to themselves: it was trusted as their own and goes on
// being so until its end, or is disowned here as well.
Result<void> follow_own(const KeyChange& change);

}  // namespace haat::cli
