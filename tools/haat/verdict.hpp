#pragma once

#include <string>
#include <vector>

#include "core/signing/verify.hpp"
#include "tools/haat/command.hpp"

namespace haat::cli {

// What haat verify and haat get say about a package.

// 0 genuine, 1 tampered, 4 untrusted, 5 expired, 6 revoked, 7 unsigned; 2 and 3 are those of every
// command.
int exit_code(Verdict verdict);

void print_verdict(Io& io, const std::string& name, const Verification& verification);
std::string verdict_json(const Verification& verification);

// The trusted keys, and one's own: what one signed oneself needs no further trust.
Result<Trust> known_trust(Time now);

}  // namespace haat::cli
