#pragma once

#include <cstdint>
#include <filesystem>
#include <string_view>

#include "core/result.hpp"

namespace haat::server {

// The file of an upload, open for what comes next.
class UploadFile {
 public:
  // Cut to `size`; a new one if that is 0. ("upload-bytes-missing": it is shorter)
  static Result<UploadFile> open(const std::filesystem::path& path, std::uint64_t size);
  UploadFile(UploadFile&& other) noexcept;
  UploadFile& operator=(UploadFile&&) = delete;
  ~UploadFile();

  Result<void> write(std::string_view bytes);
  Result<void> flush();  // what was written, and the file's name, outlive a power failure

 private:
  UploadFile(std::filesystem::path path, int descriptor)
      : path_(std::move(path)), descriptor_(descriptor) {}

  std::filesystem::path path_;
  int descriptor_;
  bool named_ = false;
};

}  // namespace haat::server
