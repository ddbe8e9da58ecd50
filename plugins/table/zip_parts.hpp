#pragma once

#include <filesystem>
#include <map>
#include <set>
#include <string>

namespace table {

// The parts of a zip that are asked for, unpacked within limits: max_file_bytes of the zip,
// max_part_bytes of all parts together. What is not there is left out. Throws Unreadable.
std::map<std::string, std::string> read_parts(const std::filesystem::path& file,
                                              const std::set<std::string>& names);

}  // namespace table
