#include "marketplace-server/uploads/upload_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

#include "marketplace-server/blobs/disk.hpp"

namespace haat::server {

Result<UploadFile> UploadFile::open(const std::filesystem::path& path, std::uint64_t size) {
  const int descriptor = ::open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
  if (descriptor < 0) return disk_failure("open", path, errno);
  UploadFile file(path, descriptor);
  struct stat found {};
  if (::fstat(descriptor, &found) != 0) return disk_failure("look at", path, errno);
  if (static_cast<std::uint64_t>(found.st_size) < size)
    return fail(Errc::not_found, "upload-bytes-missing",
                "the server has lost what was sent of this upload; begin another");
  const auto end = static_cast<off_t>(size);
  if (::ftruncate(descriptor, end) != 0 || ::lseek(descriptor, end, SEEK_SET) < 0)
    return disk_failure("cut", path, errno);
  return file;
}

UploadFile::UploadFile(UploadFile&& other) noexcept
    : path_(std::move(other.path_)),
      descriptor_(std::exchange(other.descriptor_, -1)),
      named_(other.named_) {}

UploadFile::~UploadFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

Result<void> UploadFile::write(std::string_view bytes) {
  return write_all(descriptor_, bytes, path_);
}

Result<void> UploadFile::flush() {
  if (::fdatasync(descriptor_) != 0) return disk_failure("flush", path_, errno);
  if (std::exchange(named_, true)) return {};
  return flush_folder(path_.parent_path());
}

}  // namespace haat::server
