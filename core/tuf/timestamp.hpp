#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/tuf/metadata.hpp"

namespace haat::tuf {

// That this snapshot is the newest (4.4, timestamp.json). It is short-lived: whoever keeps it from
// a client is found out when it expires.
struct Timestamp {
  std::uint64_t version = 1;
  Time expires{};
  std::uint64_t snapshot_version = 1;
  std::string snapshot = {};  // the bytes of the file, of which the length and the hash go in
};

Result<Metadata> metadata_of(const Timestamp& timestamp);  // unsigned

}  // namespace haat::tuf
