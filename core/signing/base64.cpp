#include "core/signing/base64.hpp"

#include <sodium.h>

namespace haat {
namespace {

std::string encode(std::string_view bytes, int variant) {
  std::string text(sodium_base64_encoded_len(bytes.size(), variant), '\0');
  sodium_bin2base64(text.data(), text.size(), reinterpret_cast<const unsigned char*>(bytes.data()),
                    bytes.size(), variant);
  text.pop_back();  // its terminator
  return text;
}

std::optional<std::string> decode(std::string_view text, int variant) {
  std::string bytes(text.size() / 4 * 3 + 3, '\0');
  std::size_t size = 0;
  const char* end = nullptr;
  const int status = sodium_base642bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(),
                                       text.data(), text.size(), nullptr, &size, &end, variant);
  if (status != 0 || end != text.data() + text.size()) return std::nullopt;
  bytes.resize(size);
  // Left-over bits would give one signature several spellings.
  return encode(bytes, variant) == text ? std::optional(bytes) : std::nullopt;
}

constexpr int standard = sodium_base64_VARIANT_ORIGINAL;
constexpr int url_safe = sodium_base64_VARIANT_URLSAFE_NO_PADDING;

}  // namespace

std::string to_base64(std::string_view bytes) {
  return encode(bytes, standard);
}
std::optional<std::string> from_base64(std::string_view text) {
  return decode(text, standard);
}
std::string to_base64url(std::string_view bytes) {
  return encode(bytes, url_safe);
}
std::optional<std::string> from_base64url(std::string_view text) {
  return decode(text, url_safe);
}

}  // namespace haat
