#pragma once

#include <filesystem>
#include <iosfwd>
#include <string>
#include <vector>

#include "core/clock.hpp"

namespace haat::server {

// "haat-server backup DIR", "restore DIR" and "verify [DIR]", with the data folder that was chosen.
// The exit code: 0 whole, 1 something is broken, 2 wrong usage, 3 it could not be done.
bool is_backup_command(const std::string& word);
int backup_command(const std::vector<std::string>& words, const std::filesystem::path& data,
                   Time now, std::ostream& out, std::ostream& err);

}  // namespace haat::server
