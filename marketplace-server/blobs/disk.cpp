#include "marketplace-server/blobs/disk.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace haat::server {
namespace {

namespace fs = std::filesystem;

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

tl::unexpected<Error> disk_failure(const std::string& doing, const fs::path& path, int error) {
  if (error == ENOSPC || error == EDQUOT)
    return fail(Errc::unavailable, "disk-full",
                "there is no room left on the server's disk; send it once more when whoever runs "
                "the server has made some");
  return fail(Errc::unavailable, "disk-failure",
              "cannot " + doing + " " + path.filename().string() + ": " + std::strerror(error));
}

Result<void> write_all(int descriptor, std::string_view bytes, const fs::path& path) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return disk_failure("write", path, errno);
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return {};
}

Result<void> flush_file(const fs::path& path) {
  return flush(path, O_RDONLY);
}

Result<void> flush_folder(const fs::path& path) {
  return flush(path, O_RDONLY | O_DIRECTORY);
}

}  // namespace haat::server
