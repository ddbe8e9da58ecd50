#include "marketplace-server/mirror/written.hpp"

#include <cerrno>
#include <fstream>
#include <iterator>

#include "marketplace-server/blobs/disk.hpp"

namespace haat::server {

namespace fs = std::filesystem;

Result<std::string> read_if_there(const fs::path& file) {
  std::error_code error;
  if (!fs::exists(file, error)) return std::string();
  std::ifstream in(file, std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(in), {}};
  if (!in.is_open() || in.bad())
    return fail(Errc::unavailable, "file-unreadable", "cannot read " + file.string());
  return text;
}

Result<void> write_safely(const fs::path& file, const std::string& bytes) {
  std::error_code error;
  fs::create_directories(file.parent_path(), error);
  if (error) return disk_failure("make", file.parent_path(), error.value());
  const fs::path beside = file.string() + ".new";
  {
    std::ofstream out(beside, std::ios::binary | std::ios::trunc);
    out << bytes;
    out.close();
    if (!out) return disk_failure("write", beside, errno);
  }
  HAAT_TRY_VOID(flush_file(beside));
  fs::rename(beside, file, error);
  if (error) return disk_failure("write", file, error.value());
  return flush_folder(file.parent_path());
}

}  // namespace haat::server
