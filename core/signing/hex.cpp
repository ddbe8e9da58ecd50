#include "core/signing/hex.hpp"

#include <sodium.h>

namespace haat {

std::string to_hex(std::string_view bytes) {
  std::string hex(2 * bytes.size() + 1, '\0');  // libsodium ends it with a zero
  sodium_bin2hex(hex.data(), hex.size(), reinterpret_cast<const unsigned char*>(bytes.data()),
                 bytes.size());
  hex.pop_back();
  return hex;
}

std::optional<std::string> from_hex(std::string_view text) {
  std::string bytes(text.size() / 2, '\0');
  std::size_t size = 0;
  const int failed = sodium_hex2bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(),
                                    text.data(), text.size(), nullptr, &size, nullptr);
  // One spelling only: libsodium takes capitals, too.
  if (failed != 0 || size != bytes.size() || to_hex(bytes) != text) return std::nullopt;
  return bytes;
}

}  // namespace haat
