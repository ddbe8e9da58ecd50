#pragma once

#include <string>

#include "core/result.hpp"
#include "core/signing/secret_text.hpp"

namespace haat::server {

// The passphrase of a root key: from HAAT_PASSPHRASE, or else from the terminal, which shows
// nothing of it. Never from an argument, which every process of the machine can read.
// ("passphrase-needed")
Result<SecretText> passphrase_of(const std::string& key);

}  // namespace haat::server
