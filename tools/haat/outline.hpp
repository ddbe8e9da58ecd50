#pragma once

#include <cstdint>
#include <string>

#include "core/manifest/manifest.hpp"
#include "tools/haat/command.hpp"

namespace haat::cli {

// What a package holds, to be shown.
struct Outline {
  std::string package;  // as the user named it
  std::uint64_t files = 0;
  std::uint64_t bytes = 0;  // unpacked
  const Manifest& manifest;
};

void print(const Outline& outline, Io& io);  // as a tree, for people
std::string to_json(const Outline& outline);

}  // namespace haat::cli
