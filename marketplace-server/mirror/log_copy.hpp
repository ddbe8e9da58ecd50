#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>

#include "core/log/checkpoint.hpp"
#include "core/log/entry.hpp"
#include "core/log/tile.hpp"
#include "marketplace-server/mirror/origin.hpp"

namespace haat::server {

// A copy of a marketplace's log in a folder, laid out as it is served (core/log/README.md), so that
// any web server can serve it on. What is in it was proved: each entry is under the root that `key`
// has signed, and each checkpoint goes on from the one before.
class LogCopy {
 public:
  // ("file-unreadable", "checkpoint-invalid", "checkpoint-not-signed")
  static Result<LogCopy> open(std::filesystem::path folder, const PublicKey& key);

  std::uint64_t size() const { return checkpoint_.size; }

  // To what the marketplace has signed by now; takes some 32 bytes of memory an entry that is new.
  // Nothing is changed on the way to an error: corrupt
  // ("log-forked") where what was signed before is not the beginning of what is now,
  // ("log-tile-invalid", "log-bundle-invalid", "log-entry-wrong") where it serves other things than
  // it has signed.
  Result<void> advance(Origin& origin);

  Result<void> read(std::uint64_t from,
                    const std::function<Result<void>(const LogEntry&)>& on_entry) const;

 private:
  LogCopy(std::filesystem::path folder, PublicKey key)
      : folder_(std::move(folder)), key_(std::move(key)) {}
  Result<std::string> kept(const Tile& tile) const;  // empty: it is not
  Result<std::string> tile_of(Origin& origin, const Tile& tile) const;
  Result<void> write(const std::string& path, const std::string& bytes) const;

  std::filesystem::path folder_;
  PublicKey key_;
  Checkpoint checkpoint_;
};

}  // namespace haat::server
