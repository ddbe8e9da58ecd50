#include "marketplace-server/blobs/s3/blob_cache.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <vector>

#include "marketplace-server/blobs/disk.hpp"

namespace haat::server {
namespace {

namespace fs = std::filesystem;

bool has_size(const fs::path& path, std::uint64_t size) {
  struct stat status {};
  return ::stat(path.c_str(), &status) == 0 && static_cast<std::uint64_t>(status.st_size) == size;
}

}  // namespace

Result<std::unique_ptr<BlobCache>> BlobCache::open(const fs::path& folder, std::uint64_t limit) {
  std::error_code error;
  fs::create_directories(folder, error);
  struct Left {
    fs::file_time_type time;
    std::string name;
    std::uint64_t size;
  };
  std::vector<Left> left;
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end;
       entry.increment(error)) {
    std::error_code gone;
    const Left one{entry->last_write_time(gone), entry->path().stem().string(),
                   entry->file_size(gone)};
    if (!gone && parse_sha256(one.name)) left.push_back(one);
  }
  if (error)
    return fail(Errc::unavailable, "blobs-unusable",
                "cannot use the folder " + folder.string() + ": " + error.message());
  std::sort(left.begin(), left.end(), [](const Left& a, const Left& b) { return a.time < b.time; });
  std::unique_ptr<BlobCache> cache(new BlobCache(folder, limit));
  for (const Left& one : left) {
    cache->copies_[one.name] = {.size = one.size, .used = ++cache->moment_};
    cache->bytes_ += one.size;
  }
  cache->make_room();
  return cache;
}

fs::path BlobCache::path_of(const std::string& name) const {
  return folder_ / (name + ".zip");
}

LocalBlob BlobCache::lend(const std::string& name, Copy& copy) {
  copy.used = ++moment_;
  std::shared_ptr<const void> held = copy.held.lock();
  if (!held) {
    held = std::make_shared<int>();
    copy.held = held;
  }
  return {path_of(name), std::move(held)};
}

std::optional<LocalBlob> BlobCache::find(const std::string& name) {
  std::optional<LocalBlob> lent;
  {
    const std::lock_guard lock(lock_);
    const auto copy = copies_.find(name);
    if (copy == copies_.end()) return std::nullopt;
    if (!has_size(path_of(name), copy->second.size)) {
      forget(name);
      return std::nullopt;
    }
    lent = lend(name, copy->second);
    if (copy->second.proven) return lent;
  }
  const auto digest = sha256_of_file(lent->path);
  const std::lock_guard lock(lock_);
  const auto copy = copies_.find(name);
  if (copy == copies_.end()) return std::nullopt;
  copy->second.proven = digest && to_hex(*digest) == name;
  if (copy->second.proven) return lent;
  forget(name);
  return std::nullopt;
}

Result<LocalBlob> BlobCache::put(const Blob& blob, TemporaryFile& file) {
  const fs::path target = path_of(blob.name);
  HAAT_TRY_VOID(flush_file(file.path()));
  const std::lock_guard lock(lock_);
  if (::rename(file.path().c_str(), target.c_str()) != 0)
    return disk_failure("put in place", target, errno);
  file.release();
  Copy& copy = copies_[blob.name];
  bytes_ += blob.size - copy.size;
  copy.size = blob.size;
  copy.proven = true;
  LocalBlob lent = lend(blob.name, copy);
  make_room();
  return lent;
}

void BlobCache::drop(const std::string& name) {
  const std::lock_guard lock(lock_);
  const auto copy = copies_.find(name);
  if (copy != copies_.end() && copy->second.held.expired()) forget(name);
}

void BlobCache::forget(const std::string& name) {
  const auto copy = copies_.find(name);
  ::unlink(path_of(name).c_str());
  bytes_ -= copy->second.size;
  copies_.erase(copy);
}

void BlobCache::make_room() {
  while (bytes_ > limit_) {
    auto oldest = copies_.end();
    for (auto copy = copies_.begin(); copy != copies_.end(); ++copy)
      if (copy->second.held.expired() &&
          (oldest == copies_.end() || copy->second.used < oldest->second.used))
        oldest = copy;
    if (oldest == copies_.end()) return;  // all of them are in use
    forget(std::string(oldest->first));
  }
}

}  // namespace haat::server
