#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "core/package/digest.hpp"
#include "core/result.hpp"

namespace haat::server {

// A file that is not kept yet: it goes when this goes, unless BlobFolder::keep() took it.
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

struct Blob {
  std::string name;  // SHA-256 of the bytes, in hex
  std::uint64_t size = 0;
};

// Files by the SHA-256 of their bytes. A kept one is on the disk, whole, before its name is known
// to anybody; it is never changed, and two that are equal are one. Threads: any.
class BlobFolder {
 public:
  // Makes the folder; what a server that was killed had begun is removed.
  static Result<std::unique_ptr<BlobFolder>> open(const std::filesystem::path& folder);

  // A name in the same file system that nothing has yet.
  TemporaryFile temporary() const;

  // A new file that is filled piece by piece.
  Result<IncomingFile> begin() const;

  // Another name for a file in the same file system, which changes no more.
  Result<TemporaryFile> link(const std::filesystem::path& path) const;

  // Reads the file once more and, if there is no such blob yet, puts it in its place: hash, flush,
  // rename, flush the folder.
  Result<Blob> keep(TemporaryFile& file) const;

  std::filesystem::path path_of(const std::string& name) const;

 private:
  explicit BlobFolder(std::filesystem::path folder) : folder_(std::move(folder)) {}
  std::filesystem::path folder_;
};

}  // namespace haat::server
