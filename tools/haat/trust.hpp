#pragma once

#include <filesystem>
#include <vector>

#include "core/result.hpp"
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

}  // namespace haat::cli
