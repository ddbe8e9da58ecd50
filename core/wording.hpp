#pragma once

#include <concepts>
#include <string>
#include <string_view>

namespace haat {

// "1 file", "2 files"
std::string counted(std::integral auto count, std::string_view noun) {
  return std::to_string(count) + " " + std::string(noun) + (count == 1 ? "" : "s");
}

}  // namespace haat
