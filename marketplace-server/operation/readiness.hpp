#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <mutex>
#include <string>
#include <vector>

#include "core/clock.hpp"

namespace haat::server {

class Blobs;
class Store;

// Whether the server can do its work now, and of each thing that it takes, why not. It is looked at
// once a second at most, and what it says names no path, since anybody may ask; the log tells more.
// Threads: any.
class Readiness {
 public:
  struct Check {
    std::string name;  // "database", "packages", "disk", "clock"
    bool good = false;
    std::string sentence;
  };
  struct Options {
    std::filesystem::path folder;  // where everything is kept
    std::uint64_t disk_floor = 0;  // bytes that are to be left
    Clock clock;
    std::function<void(const std::string& line)> log;
  };
  // `store` and `blobs` must outlive this.
  Readiness(Store& store, Blobs& blobs, Options options)
      : store_(store), blobs_(blobs), options_(std::move(options)) {}

  std::vector<Check> look();

 private:
  Check database() const;
  Check packages() const;
  Check disk() const;
  Check clock() const;
  void tell(const std::vector<Check>& now) const;

  Store& store_;
  Blobs& blobs_;
  const Options options_;
  std::mutex lock_;
  std::vector<Check> seen_;
  std::chrono::steady_clock::time_point at_;
};

}  // namespace haat::server
