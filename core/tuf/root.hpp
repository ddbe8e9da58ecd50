#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "core/tuf/metadata.hpp"

namespace haat::tuf {

// Who may sign what (4.3, root.json): the keys of the four top-level roles. Whoever has one root
// finds the next by itself, as long as each is signed by the one before.
struct Root {
  std::uint64_t version = 1;
  Time expires{};
  Keys keys = {};
  Role root = {};
  Role targets = {};
  Role snapshot = {};
  Role timestamp = {};
};

Result<Metadata> metadata_of(const Root& root);  // unsigned; consistent_snapshot is true (6.2)

// What it says, whoever signed it. ("tuf-metadata-invalid")
Result<Root> parse_root(const Metadata& metadata, const std::string& name);

// Signed by its own threshold (5.3.4, the second half). ("tuf-not-signed")
Result<Root> open_first_root(const Metadata& metadata, const std::string& name);

// The next root: signed by the threshold of the one before and by its own, and one version on
// (5.3.4, 5.3.5). An expired one is taken: another may follow (5.3.10). ("tuf-not-signed",
// "tuf-version-wrong")
Result<Root> open_next_root(const Root& trusted, const Metadata& metadata, const std::string& name);

}  // namespace haat::tuf
