#pragma once

#include <cstdint>
#include <iosfwd>
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

// Neither writes on where its stream has failed.
void print(const Outline& outline, Io& io);  // as a tree, for people
void print_json(const Outline& outline, std::ostream& out);

}  // namespace haat::cli
