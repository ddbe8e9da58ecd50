#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string_view>
#include <utility>

#include "core/package/digest.hpp"
#include "core/result.hpp"

namespace haat::server {

// A file that is not kept yet: it goes when this goes, unless Blobs::keep() took it.
class TemporaryFile {
 public:
  explicit TemporaryFile(std::filesystem::path path) : path_(std::move(path)) {}
  TemporaryFile(TemporaryFile&& other) noexcept : path_(std::move(other.path_)) {
    other.path_.clear();
  }
  TemporaryFile& operator=(TemporaryFile&&) = delete;
  ~TemporaryFile();

  const std::filesystem::path& path() const { return path_; }
  void release() { path_.clear(); }

 private:
  std::filesystem::path path_;
};

// A temporary file that is being written, with the digest of what was written so far.
class IncomingFile {
 public:
  explicit IncomingFile(TemporaryFile file, int descriptor);
  IncomingFile(IncomingFile&&) noexcept;
  ~IncomingFile();

  Result<void> write(std::string_view bytes);
  std::uint64_t size() const { return size_; }
  Sha256 digest();  // once, at the end
  TemporaryFile& file() { return file_; }

 private:
  TemporaryFile file_;
  int descriptor_;
  std::uint64_t size_ = 0;
  std::unique_ptr<Hasher> hasher_;
};

// The folder in which packages are on their way in, on the disk where they, or copies of them, are
// kept. It is locked for as long as this lives, so that others with the same disk see that it is in
// use. Threads: any.
class Staging {
 public:
  // Makes a folder of its own in `parent`, and removes there what a process left that was killed.
  static Result<Staging> open(const std::filesystem::path& parent);
  Staging(Staging&& other) noexcept;
  ~Staging();

  TemporaryFile temporary() const;     // a name that nothing has yet
  Result<IncomingFile> begin() const;  // a new file that is filled piece by piece
  // Another name for a file on the same disk, which changes no more.
  Result<TemporaryFile> link(const std::filesystem::path& path) const;

 private:
  Staging(std::filesystem::path folder, int lock) : folder_(std::move(folder)), lock_(lock) {}

  std::filesystem::path folder_;
  int lock_;
};

}  // namespace haat::server
