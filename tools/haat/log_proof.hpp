#pragma once

#include <string>
#include <vector>

#include "core/log/checkpoint.hpp"
#include "core/package/package.hpp"
#include "core/signing/trust.hpp"
#include "core/signing/verify.hpp"

namespace haat::cli {

// A checkpoint of a log whose key is trusted, and that key. ("checkpoint-invalid",
// "checkpoint-not-signed", "log-key-not-trusted")
struct TrustedCheckpoint {
  Checkpoint checkpoint;
  PublicKey key;
};
Result<TrustedCheckpoint> open_trusted(const std::string& note, const Trust& trust);

// The id of the key that a log is known by, as its origin says; whether that key has signed is not
// asked. ("log-proof-invalid")
Result<std::string> log_id(const LogProof& proof);

// The proofs that a package carries, so that it can be checked without asking anybody.
Result<std::vector<std::string>> log_proofs_in(const Package& package);

struct Logged {
  std::string log;  // whose: the name that the truster gave the key
  std::uint64_t index = 0;
  std::uint64_t size = 0;
  std::string at;  // when, as the entry says
};
// That the log of a trusted key holds the release of this very package. ("log-proof-invalid",
// "log-proof-wrong", "log-entry-other", and those of open_trusted)
Result<Logged> check_logged(const std::string& proof, const Sha256& package, const Trust& trust);

}  // namespace haat::cli
