#pragma once

#include <filesystem>
#include <string>
#include <tl/expected.hpp>

#include "sdk/provider/provider.h"

namespace haat {

// Looks into the file for the symbol, which runs nothing of it, then loads it, which does. The
// library is never unloaded: its threads, thread-locals and static objects may outlive any handle.
// The error is a sentence that calls the file `name`.
tl::expected<const haat_entry*, std::string> open_library(const std::filesystem::path& library,
                                                          const std::string& name);

}  // namespace haat
