#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "core/result.hpp"

namespace haat {

// A small file of a course project. not_found ("file-missing"), too_large ("file-too-large").
Result<std::string> read_file(const std::filesystem::path& path, std::uint64_t limit);

// Makes the folders above it. Replaces a file that is there, in one step.
Result<void> write_file(const std::filesystem::path& path, std::string_view bytes);

// A folder for as long as this lives.
class TemporaryFolder {
 public:
  static Result<TemporaryFolder> create();
  TemporaryFolder(TemporaryFolder&& other) noexcept;
  TemporaryFolder& operator=(TemporaryFolder&& other) noexcept;
  ~TemporaryFolder();

  const std::filesystem::path& path() const { return path_; }

 private:
  explicit TemporaryFolder(std::filesystem::path path);
  std::filesystem::path path_;
};

}  // namespace haat
