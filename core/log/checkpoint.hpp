#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/log/merkle.hpp"
#include "core/package/digest.hpp"
#include "core/result.hpp"
#include "core/signing/key.hpp"

namespace haat {

// What a log commits to (C2SP tlog-checkpoint): so many entries, under this root. Signed as a C2SP
// signed note. A log that ever signs two that are not consistent has been caught.
struct Checkpoint {
  std::string origin;  // names the log: no white space, no '+'
  std::uint64_t size = 0;
  Sha256 root{};
};

// A marketplace's log is known by the key that signs it, whatever address it is reached under:
// "haat/<key id>". Of another origin, the id is empty.
std::string log_origin(const PublicKey& key);
std::string log_key_id(std::string_view origin);

// The text, and below it the signature of `key` under the name of the origin.
std::string sign_checkpoint(const Checkpoint& checkpoint, const SecretKey& key);

// corrupt ("checkpoint-invalid") for what is none; permission_denied ("checkpoint-not-signed") if
// `key` has not signed it under the name of its origin. Signatures by others are passed over.
Result<Checkpoint> open_checkpoint(std::string_view note, const PublicKey& key);

// "<origin>+<8 hex digits>+<base64>": what other programs for signed notes take as a verifier's key
std::string note_key(const std::string& origin, const PublicKey& key);

// That an entry is in a log, to be carried with whatever it is about (C2SP tlog-proof): checked
// without asking the log.
struct LogProof {
  std::uint64_t index = 0;
  std::vector<Sha256> path;
  std::string note;        // the signed checkpoint
  std::string entry = {};  // what is proven, where the proof carries it (its "extra" line)
};
std::string to_text(const LogProof& proof);
Result<LogProof> parse_log_proof(std::string_view text);  // ("log-proof-invalid")

// The checkpoint under which `entry` is. corrupt ("log-proof-wrong") if it is not.
Result<Checkpoint> check_log_proof(const LogProof& proof, std::string_view entry,
                                   const PublicKey& key);

}  // namespace haat
