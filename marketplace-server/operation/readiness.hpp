#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <mutex>
#include <string>
#include <vector>

namespace haat::server {

class BlobFolder;
class Store;

// Whether the server can do its work now, and of each thing that it takes, why not. It is looked at
// once a second at most: anybody may ask. Threads: any.
class Readiness {
 public:
  struct Check {
    std::string name;  // "store", "blobs", "schema", "disk"
    bool good = false;
    std::string sentence;
  };
  // `store` and `blobs` must outlive this.
  Readiness(Store& store, BlobFolder& blobs, std::filesystem::path folder, std::uint64_t disk_floor)
      : store_(store), blobs_(blobs), folder_(std::move(folder)), disk_floor_(disk_floor) {}

  std::vector<Check> look();

 private:
  Check store() const;
  Check blobs() const;
  Check schema() const;
  Check disk() const;

  Store& store_;
  BlobFolder& blobs_;
  const std::filesystem::path folder_;
  const std::uint64_t disk_floor_;  // bytes
  std::mutex lock_;
  std::vector<Check> seen_;
  std::chrono::steady_clock::time_point at_;
};

}  // namespace haat::server
