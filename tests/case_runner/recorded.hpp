#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include "tests/unit/scratch.hpp"

namespace haat::test {

// Whether the file says what came out. With UPDATE=1 in the environment it is written first: the
// reviewer reads the diff.
inline bool is_recorded(const std::filesystem::path& file, const std::string& text) {
  if (std::getenv("UPDATE") != nullptr) std::ofstream(file) << text;
  return Scratch::read(file) == text;
}

}  // namespace haat::test
