#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

struct libdeflate_compressor;
struct libdeflate_decompressor;

namespace haat {

// Raw deflate (RFC 1951) of what is in memory whole, by libdeflate, which takes half of zlib's time
// for the same size. The objects are for one thread at a time and worth keeping.

inline constexpr int deflate_level = 6;

std::uint32_t crc32(std::string_view bytes, std::uint32_t before = 0);

class WholeDeflater {
 public:
  WholeDeflater();
  // The packed bytes, good until the next call; empty where they would not be fewer.
  std::string_view deflate(std::string_view bytes);

 private:
  struct Free {
    void operator()(libdeflate_compressor* compressor) const;
  };
  std::unique_ptr<libdeflate_compressor, Free> compressor_;
  std::string packed_;
};

class WholeInflater {
 public:
  WholeInflater();

  enum class Outcome { whole, too_long, damaged };
  struct Result {
    Outcome outcome = Outcome::damaged;
    std::size_t taken = 0;  // packed bytes
    std::size_t given = 0;
  };
  Result inflate(std::string_view packed, std::span<char> room);

 private:
  struct Free {
    void operator()(libdeflate_decompressor* decompressor) const;
  };
  std::unique_ptr<libdeflate_decompressor, Free> decompressor_;
};

}  // namespace haat
