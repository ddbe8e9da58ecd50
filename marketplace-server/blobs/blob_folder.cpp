#include "marketplace-server/blobs/blob_folder.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include "core/signing/key.hpp"

namespace haat::server {
namespace {

namespace fs = std::filesystem;

// Clients may see it, so it does not tell where our folder is.
tl::unexpected<Error> disk_failure(const std::string& doing, const fs::path& path, int error) {
  return fail(Errc::unavailable, "disk-failure",
              "cannot " + doing + " " + path.filename().string() + ": " + std::strerror(error));
}

class Descriptor {
 public:
  Descriptor(const fs::path& path, int flags)
      : number_(::open(path.c_str(), flags | O_CLOEXEC, 0600)) {}
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int get() const { return number_; }

 private:
  int number_;
};

Result<void> flush(const fs::path& path, int flags) {
  const Descriptor descriptor(path, flags);
  if (descriptor.get() < 0 || ::fsync(descriptor.get()) != 0)
    return disk_failure("flush", path, errno);
  return {};
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

fs::path blob_path(const std::string& name) {
  return fs::path(name.substr(0, 2)) / (name + ".zip");
}

IncomingFile::~IncomingFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

Result<void> IncomingFile::write(std::string_view bytes) {
  hasher_->update(bytes);
  size_ += bytes.size();
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor_, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return disk_failure("write", file_.path(), errno);
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return {};
}

Sha256 IncomingFile::digest() {
  return hasher_->finish();
}

Result<std::unique_ptr<BlobFolder>> BlobFolder::open(const fs::path& folder) {
  std::error_code error;
  fs::remove_all(folder / "incoming", error);
  if (!error) fs::create_directories(folder / "incoming", error);
  if (error)
    return fail(
        Errc::unavailable, "blobs-unusable",
        "cannot make the folder " + (folder / "incoming").string() + ": " + error.message());
  return std::unique_ptr<BlobFolder>(new BlobFolder(folder));
}

TemporaryFile BlobFolder::temporary() const {
  return TemporaryFile(folder_ / "incoming" / (random_hex(16) + ".zip"));
}

Result<IncomingFile> BlobFolder::begin() const {
  TemporaryFile file = temporary();
  const int descriptor = ::open(file.path().c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (descriptor < 0) return disk_failure("create", file.path(), errno);
  return IncomingFile(std::move(file), descriptor);
}

Result<Blob> BlobFolder::keep(TemporaryFile& file) const {
  HAAT_TRY(const Sha256 digest, sha256_of_file(file.path()));
  std::error_code error;
  const Blob blob{to_hex(digest), fs::file_size(file.path(), error)};
  const fs::path target = path_of(blob.name);
  if (!error) fs::create_directories(target.parent_path(), error);
  if (error) return disk_failure("make the folder for", target, error.value());
  HAAT_TRY_VOID(flush(file.path(), O_RDONLY));
  if (::rename(file.path().c_str(), target.c_str()) != 0)
    return disk_failure("put in place", target, errno);
  file.release();
  HAAT_TRY_VOID(flush(target.parent_path(), O_RDONLY | O_DIRECTORY));
  HAAT_TRY_VOID(flush(folder_, O_RDONLY | O_DIRECTORY));
  return blob;
}

fs::path BlobFolder::path_of(const std::string& name) const {
  return folder_ / blob_path(name);
}

}  // namespace haat::server
