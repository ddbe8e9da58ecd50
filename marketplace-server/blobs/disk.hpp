#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "core/result.hpp"

namespace haat::server {

// Clients may see it, so it does not tell where our folder is.
tl::unexpected<Error> disk_failure(const std::string& doing, const std::filesystem::path& path,
                                   int error);

// All of them, however many calls it takes. `path` is what the error names.
Result<void> write_all(int descriptor, std::string_view bytes, const std::filesystem::path& path);

Result<void> flush_file(const std::filesystem::path& path);
Result<void> flush_folder(const std::filesystem::path& path);

}  // namespace haat::server
