#pragma once

#include <span>
#include <string_view>

namespace haat {

// A file that was linked into the program (tools/dev/cmake/embed.cmake). Lives as long as the
// program.
struct EmbeddedFile {
  EmbeddedFile(const char* name, const char* begin, const char* end)
      : path(name), bytes(begin, static_cast<std::size_t>(end - begin)) {}

  std::string_view path;  // relative to the root that it was embedded from, '/' between folders
  std::string_view bytes;
};

}  // namespace haat
