#pragma once

#include <algorithm>
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

// nullptr: there is none of that path.
inline const EmbeddedFile* find_embedded(std::span<const EmbeddedFile> files,
                                         std::string_view path) {
  const auto found = std::find_if(files.begin(), files.end(),
                                  [&](const EmbeddedFile& file) { return file.path == path; });
  return found == files.end() ? nullptr : &*found;
}

}  // namespace haat
