#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "core/result.hpp"

namespace haat {

using Sha256 = std::array<std::uint8_t, 32>;

std::string to_hex(const Sha256& digest);           // 64 lower-case digits
Result<Sha256> parse_sha256(std::string_view hex);  // exactly 64 lower-case digits

Sha256 sha256(std::string_view bytes);
Result<Sha256> sha256_of_file(const std::filesystem::path& path);

// SHA-256 of bytes that come in pieces. By OpenSSL, which uses the processor's SHA instructions.
class Hasher {
 public:
  Hasher();
  ~Hasher();
  Hasher(const Hasher&) = delete;
  Hasher& operator=(const Hasher&) = delete;

  void update(std::string_view bytes);
  Sha256 finish();  // once

 private:
  struct Context;
  std::unique_ptr<Context> context_;
};

}  // namespace haat
