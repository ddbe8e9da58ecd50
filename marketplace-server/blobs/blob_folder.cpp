#include "marketplace-server/blobs/blob_folder.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

#include "core/signing/key.hpp"
#include "marketplace-server/blobs/disk.hpp"

namespace haat::server {
namespace {

namespace fs = std::filesystem;

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

Result<TemporaryFile> BlobFolder::link(const fs::path& path) const {
  TemporaryFile file = temporary();
  if (::link(path.c_str(), file.path().c_str()) != 0) return disk_failure("link", path, errno);
  return file;
}

Result<Blob> BlobFolder::keep(TemporaryFile& file) const {
  HAAT_TRY(const Sha256 digest, sha256_of_file(file.path()));
  std::error_code error;
  const Blob blob{to_hex(digest), fs::file_size(file.path(), error)};
  const fs::path target = path_of(blob.name);
  if (!error) fs::create_directories(target.parent_path(), error);
  if (error) return disk_failure("make the folder for", target, error.value());
  // What is there already is not stored twice: the file goes as a temporary one does.
  if (!fs::exists(target, error)) {
    HAAT_TRY_VOID(flush_file(file.path()));
    if (::rename(file.path().c_str(), target.c_str()) != 0)
      return disk_failure("put in place", target, errno);
    file.release();
  }
  HAAT_TRY_VOID(flush_folder(target.parent_path()));
  HAAT_TRY_VOID(flush_folder(folder_));
  return blob;
}

fs::path BlobFolder::path_of(const std::string& name) const {
  return folder_ / name.substr(0, 2) / (name + ".zip");
}

}  // namespace haat::server
