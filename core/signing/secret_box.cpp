#include "core/signing/secret_box.hpp"

#include <sodium.h>

#include <array>

#include "core/signing/base64.hpp"

namespace haat {
namespace {

using Key = std::array<unsigned char, crypto_secretbox_KEYBYTES>;

Key key_of(std::string_view secret) {
  Key key;
  crypto_generichash(key.data(), key.size(), reinterpret_cast<const unsigned char*>(secret.data()),
                     secret.size(), nullptr, 0);
  return key;
}

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

}  // namespace

Result<std::string> seal_box(std::string_view text, std::string_view secret) {
  if (sodium_init() < 0)
    return fail(Errc::unavailable, "no-cryptography", "libsodium cannot be used on this machine");
  Key key = key_of(secret);
  std::string box(crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES + text.size(), '\0');
  auto* begin = reinterpret_cast<unsigned char*>(box.data());
  randombytes_buf(begin, crypto_secretbox_NONCEBYTES);
  crypto_secretbox_easy(begin + crypto_secretbox_NONCEBYTES, bytes_of(text), text.size(), begin,
                        key.data());
  sodium_memzero(key.data(), key.size());
  return to_base64(box);
}

std::optional<std::string> open_box(std::string_view box, std::string_view secret) {
  constexpr std::size_t least = crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES;
  const auto bytes = from_base64(box);
  if (sodium_init() < 0 || !bytes || bytes->size() < least) return std::nullopt;
  Key key = key_of(secret);
  std::string text(bytes->size() - least, '\0');
  const int opened = crypto_secretbox_open_easy(
      reinterpret_cast<unsigned char*>(text.data()), bytes_of(*bytes) + crypto_secretbox_NONCEBYTES,
      bytes->size() - crypto_secretbox_NONCEBYTES, bytes_of(*bytes), key.data());
  sodium_memzero(key.data(), key.size());
  if (opened != 0) return std::nullopt;
  return text;
}

}  // namespace haat
