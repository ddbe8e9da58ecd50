#include "marketplace-server/blobs/staging.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "core/signing/key.hpp"
#include "marketplace-server/blobs/disk.hpp"

namespace haat::server {

namespace fs = std::filesystem;

namespace {

tl::unexpected<Error> unusable(const fs::path& folder, int error) {
  return fail(Errc::unavailable, "blobs-unusable",
              "cannot make the folder " + folder.string() + ": " + std::strerror(error));
}

// -1 and errno: another has it (EWOULDBLOCK), or removed it just before it was locked (ENOENT).
int lock_folder(const fs::path& folder) {
  const int lock = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  if (lock < 0) return -1;
  struct stat status {};
  if (::flock(lock, LOCK_EX | LOCK_NB) == 0) {
    if (::fstat(lock, &status) == 0 && status.st_nlink > 0) return lock;
    errno = ENOENT;
  }
  const int why = errno;
  ::close(lock);
  errno = why;
  return -1;
}

void remove_what_is_left(const fs::path& parent) {
  std::error_code ignored;
  for (fs::directory_iterator i(parent, ignored), end; i != end; i.increment(ignored)) {
    if (i->is_directory(ignored)) {
      const int lock = lock_folder(i->path());
      if (lock < 0) continue;
      fs::remove_all(i->path(), ignored);
      ::close(lock);
    } else {
      fs::remove(i->path(), ignored);
    }
  }
}

}  // namespace

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

Result<Staging> Staging::open(const fs::path& parent) {
  std::error_code error;
  fs::create_directories(parent, error);
  if (error) return unusable(parent, error.value());
  remove_what_is_left(parent);
  for (;;) {
    const fs::path folder = parent / random_hex(8);
    if (::mkdir(folder.c_str(), 0700) != 0) return unusable(folder, errno);
    const int lock = lock_folder(folder);
    if (lock >= 0) return Staging(folder, lock);
    if (errno != EWOULDBLOCK && errno != ENOENT) return unusable(folder, errno);
  }
}

Staging::Staging(Staging&& other) noexcept
    : folder_(std::move(other.folder_)), lock_(std::exchange(other.lock_, -1)) {}

Staging::~Staging() {
  if (lock_ < 0) return;
  std::error_code ignored;
  fs::remove_all(folder_, ignored);
  ::close(lock_);
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
