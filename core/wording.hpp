#pragma once

#include <concepts>
#include <string>
#include <string_view>

namespace haat {

// "1 file", "2 files"
std::string counted(std::integral auto count, std::string_view noun) {
  return std::to_string(count) + " " + std::string(noun) + (count == 1 ? "" : "s");
}

// "a, b, c"
std::string joined(const auto& words, std::string_view separator) {
  std::string text;
  for (const auto& word : words) {
    if (!text.empty()) text += separator;
    text += word;
  }
  return text;
}

}  // namespace haat
