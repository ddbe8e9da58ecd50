#include "tools/haat/home.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <sstream>

namespace haat::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t largest_text = 1 << 20;

tl::unexpected<Error> cannot_write(const fs::path& path, int problem) {
  return fail(Errc::unavailable, "file-not-written",
              path.string() + " cannot be written: " + std::strerror(problem));
}

bool write_all(int file, std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = ::write(file, text.data(), text.size());
    if (written < 0 && errno != EINTR) return false;
    if (written > 0) text.remove_prefix(static_cast<std::size_t>(written));
  }
  return ::fsync(file) == 0;
}

}  // namespace

std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value ? value : "";
}

Result<fs::path> haat_home() {
  if (const std::string home = environment("HAAT_HOME"); !home.empty()) return fs::path(home);
  if (const std::string config = environment("XDG_CONFIG_HOME"); !config.empty())
    return fs::path(config) / "haat";
  if (const std::string home = environment("HOME"); !home.empty())
    return fs::path(home) / ".config" / "haat";
  return fail(Errc::invalid_argument, "home-missing",
              "neither HAAT_HOME nor HOME is set, so there is no place for keys; set HAAT_HOME to "
              "a folder");
}

Result<std::string> read_text(const fs::path& path) {
  std::error_code problem;
  const auto size = fs::file_size(path, problem);
  if (problem == std::errc::no_such_file_or_directory)
    return fail(Errc::not_found, "file-missing", path.string() + " does not exist");
  if (problem)
    return fail(Errc::unavailable, "file-not-read",
                path.string() + " cannot be read: " + problem.message());
  if (size > largest_text)
    return fail(Errc::too_large, "file-too-large",
                path.string() + " has " + std::to_string(size) + " bytes, and at most " +
                    std::to_string(largest_text) + " are read");
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  if (!file) return fail(Errc::unavailable, "file-not-read", path.string() + " cannot be read");
  return text.str();
}

Result<void> write_text(const fs::path& path, std::string_view text) {
  std::error_code problem;
  if (path.has_parent_path()) fs::create_directories(path.parent_path(), problem);
  if (problem) return cannot_write(path.parent_path(), problem.value());
  std::string beside = path.string() + ".XXXXXX";
  const int file = ::mkostemp(beside.data(), O_CLOEXEC);  // made readable by its owner only
  if (file < 0) return cannot_write(path, errno);
  const bool written = write_all(file, text);
  const int why = errno;
  ::close(file);
  if (written && ::rename(beside.c_str(), path.c_str()) == 0) return {};
  const int reason = written ? errno : why;
  ::unlink(beside.c_str());
  return cannot_write(path, reason);
}

}  // namespace haat::cli
