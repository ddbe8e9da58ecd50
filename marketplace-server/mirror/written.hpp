#pragma once

#include <filesystem>
#include <string>

#include "core/result.hpp"

namespace haat::server {

// Files that are there whole or not at all, whenever the machine stops.

// Empty: it is not there. ("file-unreadable")
Result<std::string> read_if_there(const std::filesystem::path& file);

// Folders on the way are made. ("disk-failure")
Result<void> write_safely(const std::filesystem::path& file, const std::string& bytes);

}  // namespace haat::server
