#pragma once

#include <filesystem>
#include <vector>

#include "core/result.hpp"
#include "core/signing/key.hpp"

namespace haat::cli {

// The public keys that a person trusts: <home>/trusted_keys, one line each, '#' for comments.
Result<std::filesystem::path> trust_file();
Result<std::vector<PublicKey>> read_keys(const std::filesystem::path& path);  // of any such file
Result<std::vector<PublicKey>> trusted_keys();                                // none: an empty list
Result<void> write_trusted(const std::vector<PublicKey>& keys);

}  // namespace haat::cli
