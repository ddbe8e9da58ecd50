#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/clock.hpp"
#include "core/package/limits.hpp"
#include "core/result.hpp"
#include "core/tuf/key.hpp"

namespace haat::tuf {

// A document of a TUF repository (4.2): what is said, and who signed it.
//   {"signed": ROLE, "signatures": [{"keyid": KEYID, "sig": SIGNATURE}, ...]}
struct Metadata {
  struct By {
    std::string keyid;
    Signature sig{};
  };
  std::string signed_part;  // ROLE as canonical JSON: the very bytes that are signed
  std::vector<By> signatures = {};
};

std::string to_json(const Metadata& metadata);

// `name` is the file, for the message. What ROLE says is for parse_root() and the like to judge.
// ("tuf-metadata-invalid", "json-...")
Result<Metadata> parse_metadata(std::string_view json, const std::string& name,
                                const Limits& limits = {});

// Adds the key's signature, in place of one that it has made already.
void sign(Metadata& metadata, const SecretKey& key);

// How many of the role's keys have signed (4.2.1): each counts once, however often it is there.
unsigned count_signers(const Metadata& metadata, const Role& role, const Keys& keys);

// permission_denied ("tuf-not-signed") below the threshold.
Result<void> verify(const Metadata& metadata, const Role& role, const Keys& keys,
                    const std::string& name);

// A document ends at its `expires`, and is over at that very second (5.3.10: it MUST be higher than
// the time of the update).
bool is_expired(Time expires, Time now);

}  // namespace haat::tuf
