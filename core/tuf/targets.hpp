#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "core/package/digest.hpp"
#include "core/tuf/metadata.hpp"

namespace haat::tuf {

// A file that clients fetch (4.5, TARGETS).
struct Target {
  std::uint64_t length = 0;
  Sha256 sha256{};
  std::map<std::string, std::string> custom = {};  // opaque to TUF
};

// Delegation to 2^bit_length bins, by the SHA-256 of a target's path (TAP 15, now 4.5,
// succinct_roles). One set of keys signs them all, and all are terminating.
struct SuccinctRoles {
  Keys keys = {};
  Role role = {};
  unsigned bit_length = 8;
  std::string name_prefix = "bin";

  std::uint64_t count() const { return std::uint64_t{1} << bit_length; }
  std::string name(std::uint64_t bin) const;          // "bin-0f"
  std::uint64_t bin_of(std::string_view path) const;  // the leftmost bits of its hash
  std::string first_hash(std::uint64_t bin) const;  // the least SHA-256 that falls into it, in hex
};

// What there is (4.5, targets.json and the delegated targets).
struct Targets {
  std::uint64_t version = 1;
  Time expires{};
  std::map<std::string, Target> targets = {};
  std::optional<SuccinctRoles> delegations = {};
};

Result<Metadata> metadata_of(const Targets& targets);  // unsigned

// The top-level document of a repository of ours: it delegates everything to bins, and lists
// nothing itself. What it says, whoever signed it. ("tuf-metadata-invalid")
Result<Targets> parse_delegating_targets(const Metadata& metadata, const std::string& name);

}  // namespace haat::tuf
