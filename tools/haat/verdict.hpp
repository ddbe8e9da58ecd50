#pragma once

#include <string>
#include <vector>

#include "core/signing/verify.hpp"
#include "tools/haat/command.hpp"

namespace haat::cli {

// What haat verify and haat get say about a package.

// Intact, and a key that is trusted has signed it.
bool is_proven(const Verification& verification);

void print_verdict(Io& io, const std::string& name, const Verification& verification);
std::string verdict_json(const Verification& verification);

// The trusted keys, and one's own: what one signed oneself needs no further trust.
Result<std::vector<PublicKey>> known_keys();

}  // namespace haat::cli
