#pragma once

#include <vector>

#include "core/signing/key.hpp"
#include "tools/haat/command.hpp"

namespace haat::cli {

// A list of public keys for people, or as JSON; `none` is what to say where there is none.
void print_keys(const std::vector<PublicKey>& keys, bool json, const char* none, Io& io);

}  // namespace haat::cli
