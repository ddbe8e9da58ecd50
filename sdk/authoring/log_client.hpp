#pragma once

#include <memory>
#include <string>

#include "core/log/tile.hpp"
#include "core/result.hpp"

namespace haat {

// Reads a marketplace's transparency log. Nothing that comes is believed here: core/log proves it.
// Threads: one client may be used by one thread at a time.
class LogClient {
 public:
  static Result<LogClient> create(const std::string& server);
  LogClient(LogClient&&) noexcept;
  ~LogClient();

  Result<std::string> checkpoint();  // a signed note
  Result<std::string> tile(const Tile& tile);
  // The server's JSON: the entry about the release of the package with this digest, and its proof.
  Result<std::string> release(const Sha256& package);

 private:
  struct Access;
  explicit LogClient(std::unique_ptr<Access> access);
  std::unique_ptr<Access> access_;
};

}  // namespace haat
