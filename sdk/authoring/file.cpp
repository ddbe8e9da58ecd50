#include "sdk/authoring/file.hpp"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <system_error>
#include <utility>

namespace haat {

namespace fs = std::filesystem;

Result<std::string> read_file(const fs::path& path, std::uint64_t limit) {
  std::error_code problem;
  const auto size = fs::is_regular_file(path, problem) ? fs::file_size(path, problem) : 0;
  if (problem || !fs::is_regular_file(path, problem))
    return fail(Errc::not_found, "file-missing", path.string() + " is not there, or is not a file");
  if (size > limit)
    return fail(Errc::too_large, "file-too-large",
                path.string() + " has " + std::to_string(size) + " bytes; the limit is " +
                    std::to_string(limit));
  std::ifstream in(path, std::ios::binary);
  std::string bytes(size, '\0');
  in.read(bytes.data(), static_cast<std::streamsize>(size));
  if (!in || static_cast<std::uint64_t>(in.gcount()) != size)
    return fail(Errc::unavailable, "file-unreadable",
                path.string() + " cannot be read: check its permissions");
  return bytes;
}

Result<void> write_file(const fs::path& path, std::string_view bytes) {
  std::error_code problem;
  if (path.has_parent_path()) fs::create_directories(path.parent_path(), problem);
  // A reader sees the old file or the new one. What is no file (/dev/stdout) cannot be replaced.
  const bool replaces = !fs::exists(path, problem) || fs::is_regular_file(path, problem);
  fs::path beside = path;
  if (replaces) beside += ".part";
  std::ofstream out(beside, std::ios::binary | std::ios::trunc);
  out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  out.close();
  problem.clear();
  if (out && replaces) fs::rename(beside, path, problem);
  if (out && !problem) return {};
  if (replaces) fs::remove(beside, problem);
  return fail(Errc::unavailable, "file-unwritable",
              path.string() +
                  " cannot be written: check the folder's permissions and the room on the disk");
}

Result<TemporaryFolder> TemporaryFolder::create() {
  std::error_code problem;
  std::string pattern = (fs::temp_directory_path(problem) / "haat-XXXXXX").string();
  if (problem || !::mkdtemp(pattern.data()))
    return fail(Errc::unavailable, "temporary-folder",
                "no temporary folder can be made (" + std::string(std::strerror(errno)) +
                    "): set TMPDIR to a folder that can be written");
  return TemporaryFolder(fs::path(pattern));
}

TemporaryFolder::TemporaryFolder(fs::path path) : path_(std::move(path)) {}
TemporaryFolder::TemporaryFolder(TemporaryFolder&& other) noexcept
    : path_(std::exchange(other.path_, {})) {}

TemporaryFolder& TemporaryFolder::operator=(TemporaryFolder&& other) noexcept {
  std::swap(path_, other.path_);
  return *this;
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  if (!path_.empty()) fs::remove_all(path_, ignored);
}

}  // namespace haat
