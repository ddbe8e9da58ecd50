#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "marketplace-server/blobs/blobs.hpp"

namespace haat::server {

// Copies of blobs on this machine, up to so many bytes; those that were not used for the longest
// time go first, and none that somebody holds. A copy that an earlier server left is looked at
// once, digest and all, before it is given to anybody. Threads: any.
class BlobCache {
 public:
  static Result<std::unique_ptr<BlobCache>> open(const std::filesystem::path& folder,
                                                 std::uint64_t limit);

  std::optional<LocalBlob> find(const std::string& name);
  // The file's digest is the name: whoever calls has made sure of that.
  Result<LocalBlob> put(const Blob& blob, TemporaryFile& file);
  // Unless somebody holds it; then it goes when there has to be room.
  void drop(const std::string& name);

 private:
  struct Copy {
    std::uint64_t size = 0;
    std::uint64_t used = 0;  // the moment, counted
    bool proven = false;
    std::weak_ptr<const void> held = {};
  };

  BlobCache(std::filesystem::path folder, std::uint64_t limit)
      : folder_(std::move(folder)), limit_(limit) {}
  std::filesystem::path path_of(const std::string& name) const;
  LocalBlob lend(const std::string& name, Copy& copy);
  void forget(const std::string& name);
  void make_room();

  std::filesystem::path folder_;
  std::uint64_t limit_;
  std::mutex lock_;
  std::map<std::string, Copy> copies_;
  std::uint64_t bytes_ = 0;
  std::uint64_t moment_ = 0;
};

}  // namespace haat::server
