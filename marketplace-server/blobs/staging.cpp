#include "marketplace-server/blobs/staging.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>

#include "core/signing/key.hpp"
#include "marketplace-server/blobs/disk.hpp"

namespace haat::server {

namespace fs = std::filesystem;

TemporaryFile::~TemporaryFile() {
  if (!path_.empty()) ::unlink(path_.c_str());
}

IncomingFile::IncomingFile(TemporaryFile file, int descriptor)
    : file_(std::move(file)), descriptor_(descriptor), hasher_(std::make_unique<Hasher>()) {}

IncomingFile::IncomingFile(IncomingFile&& other) noexcept
    : file_(std::move(other.file_)),
      descriptor_(std::exchange(other.descriptor_, -1)),
      size_(other.size_),
      hasher_(std::move(other.hasher_)) {}

IncomingFile::~IncomingFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

Result<void> IncomingFile::write(std::string_view bytes) {
  hasher_->update(bytes);
  size_ += bytes.size();
  return write_all(descriptor_, bytes, file_.path());
}

Sha256 IncomingFile::digest() {
  return hasher_->finish();
}

Result<void> Staging::open(bool is_server) const {
  std::error_code error;
  if (is_server) fs::remove_all(folder_, error);
  if (!error) fs::create_directories(folder_, error);
  if (error)
    return fail(Errc::unavailable, "blobs-unusable",
                "cannot make the folder " + folder_.string() + ": " + error.message());
  return {};
}

TemporaryFile Staging::temporary() const {
  return TemporaryFile(folder_ / (random_hex(16) + ".zip"));
}

Result<IncomingFile> Staging::begin() const {
  TemporaryFile file = temporary();
  const int descriptor = ::open(file.path().c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (descriptor < 0) return disk_failure("create", file.path(), errno);
  return IncomingFile(std::move(file), descriptor);
}

Result<TemporaryFile> Staging::link(const fs::path& path) const {
  TemporaryFile file = temporary();
  if (::link(path.c_str(), file.path().c_str()) != 0) return disk_failure("link", path, errno);
  return file;
}

}  // namespace haat::server
