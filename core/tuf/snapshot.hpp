#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "core/tuf/metadata.hpp"

namespace haat::tuf {

// Which version of each targets document belongs together (4.4, snapshot.json): so that nobody is
// shown a mixture of two times. By name of the role, without ".json". A role that was in one is in
// every later one (5.5.5).
struct Snapshot {
  std::uint64_t version = 1;
  Time expires{};
  std::map<std::string, std::uint64_t> versions = {};
};

Result<Metadata> metadata_of(const Snapshot& snapshot);  // unsigned

}  // namespace haat::tuf
