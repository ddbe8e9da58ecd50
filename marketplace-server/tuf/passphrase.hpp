#pragma once

#include <string>

#include "core/result.hpp"

namespace haat::server {

// The passphrase of a root key: from HAAT_PASSPHRASE, or else from the terminal, which shows
// nothing of it. Never from an argument, which every process of the machine can read.
// ("passphrase-needed")
Result<std::string> passphrase_of(const std::string& key);

}  // namespace haat::server
