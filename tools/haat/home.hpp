#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "core/result.hpp"

namespace haat::cli {

// Where a person's keys, trust and login live: HAAT_HOME, else $XDG_CONFIG_HOME/haat, else
// ~/.config/haat.
Result<std::filesystem::path> haat_home();

// A small text file of ours; not_found ("file-missing") if there is none.
Result<std::string> read_text(const std::filesystem::path& path);

// Replaces the file as a whole, readable by its owner only. Makes the folders above it.
Result<void> write_text(const std::filesystem::path& path, std::string_view text);

std::string environment(const char* name);  // empty: not set

}  // namespace haat::cli
