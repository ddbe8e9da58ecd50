#include "tools/haat/upload_memory.hpp"

#include <chrono>

#include "core/package/digest.hpp"
#include "tools/haat/home.hpp"

namespace haat::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::chrono::days kept{14};

void clear_old(const fs::path& folder) {
  std::error_code problem;
  for (const auto& entry : fs::directory_iterator(folder, problem))
    if (fs::file_time_type::clock::now() - entry.last_write_time(problem) > kept && !problem)
      fs::remove(entry.path(), problem);
}

}  // namespace

fs::path HomeUploadMemory::file_of(const std::string& package) const {
  const auto home = haat_home();
  return home ? *home / "uploads" / to_hex(sha256(server_ + "\n" + package)) : fs::path();
}

std::string HomeUploadMemory::recall(const std::string& package) {
  return read_text(file_of(package)).value_or("");
}

void HomeUploadMemory::keep(const std::string& package, const std::string& upload) {
  const fs::path file = file_of(package);
  if (file.empty()) return;
  clear_old(file.parent_path());
  static_cast<void>(write_text(file, upload));
}

void HomeUploadMemory::forget(const std::string& package) {
  std::error_code ignored;
  fs::remove(file_of(package), ignored);
}

}  // namespace haat::cli
