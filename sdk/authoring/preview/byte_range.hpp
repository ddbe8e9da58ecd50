#pragma once

#include <cstdint>
#include <string_view>

namespace haat {

// The bytes of a file that a request asks for (RFC 9110, 14.1.2). Players need it to jump within
// videos.
struct ByteRange {
  enum class Kind {
    whole,  // no range, several, or one that is not understood: all bytes, as the RFC allows
    part,   // `first` to `last`, both included
    unsatisfiable,  // it begins behind the end
  };
  Kind kind = Kind::whole;
  std::uint64_t first = 0;
  std::uint64_t last = 0;
};
ByteRange parse_byte_range(std::string_view header, std::uint64_t size);

}  // namespace haat
