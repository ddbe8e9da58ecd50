#pragma once

#include <cstddef>
#include <string_view>
#include <utility>
#include <vector>

#include "core/content/content_file.hpp"

namespace haat {

// The stretches of a file's scripts that run only while its page is being closed, as far as their
// text tells: what stands in a handler of unload or beforeunload, and functions of the file that
// nothing but such a handler names.
class Leaving {
 public:
  explicit Leaving(const ContentFile& file);

  bool covers(const Mention& mention) const;

 private:
  void add_handlers(const ContentFile& file);
  void add_body(std::string_view script, std::size_t from);

  std::vector<std::pair<const char*, const char*>> stretches_;
};

}  // namespace haat
