#pragma once

#include <filesystem>
#include <string>

#include "core/result.hpp"

namespace haat::server {

// The whole of a file that the operator wrote. unavailable, with this id, where it cannot be read;
// `what` it is, with a blank behind, stands before its name.
Result<std::string> read_text_file(const std::filesystem::path& file, const char* id,
                                   const std::string& what = "");

}  // namespace haat::server
