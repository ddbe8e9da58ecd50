#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace haat {

// A JSON Pointer (RFC 6901), taken apart.
struct Pointer {
  std::string text;
  std::vector<std::string> steps;

  static std::optional<Pointer> parse(const std::string& text);  // nothing: it is none
};

}  // namespace haat
