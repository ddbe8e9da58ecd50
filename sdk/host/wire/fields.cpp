#include "sdk/host/wire/fields.hpp"

#include <unicode/utf8.h>

#include <algorithm>
#include <bit>
#include <cmath>

namespace haat::wire {

void Writer::number(std::uint64_t value, int size) {
  for (int i = 0; i < size; ++i) bytes_.push_back(static_cast<char>(value >> (8 * i)));
}

void Writer::real(double value) {
  u64(std::bit_cast<std::uint64_t>(value));
}

void Writer::text(std::string_view value) {
  u32(static_cast<std::uint32_t>(value.size()));
  bytes_.append(value);
}

void Writer::replace_u32(std::size_t at, std::uint32_t value) {
  for (std::size_t i = 0; i < 4; ++i) bytes_[at + i] = static_cast<char>(value >> (8 * i));
}

std::uint64_t Reader::number(std::size_t size) {
  if (!ok_ || rest_.size() < size) {
    ok_ = false;
    return 0;
  }
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < size; ++i) {
    value |= static_cast<std::uint64_t>(static_cast<unsigned char>(rest_[i])) << (8 * i);
  }
  rest_.remove_prefix(size);
  return value;
}

double Reader::real() {
  const auto value = std::bit_cast<double>(u64());
  if (std::isfinite(value)) return value;
  ok_ = false;
  return 0;
}

std::string Reader::text(std::size_t limit) {
  std::string value = blob(limit);
  if (is_text(value)) return value;
  ok_ = false;
  return {};
}

std::string Reader::blob(std::size_t limit) {
  const std::size_t size = u32();
  if (!ok_ || size > limit || size > rest_.size()) {
    ok_ = false;
    return {};
  }
  std::string value(rest_.substr(0, size));
  rest_.remove_prefix(size);
  return value;
}

bool is_text(std::string_view bytes) {
  const auto* const begin = reinterpret_cast<const std::uint8_t*>(bytes.data());
  const auto size = static_cast<std::int32_t>(bytes.size());
  for (std::int32_t at = 0; at < size;) {
    UChar32 character = 0;
    U8_NEXT(begin, at, size, character);
    if (character <= 0) return false;
  }
  return true;
}

bool is_token(std::string_view bytes) {
  return is_text(bytes) && std::none_of(bytes.begin(), bytes.end(), [](unsigned char byte) {
           return byte < 0x20 || byte == 0x7f;
         });
}

std::string one_line(std::string_view bytes, std::size_t limit) {
  bytes = bytes.substr(0, limit);
  std::string line;
  const auto* const begin = reinterpret_cast<const std::uint8_t*>(bytes.data());
  const auto size = static_cast<std::int32_t>(bytes.size());
  for (std::int32_t at = 0; at < size;) {
    const std::int32_t from = at;
    UChar32 character = 0;
    U8_NEXT(begin, at, size, character);
    if (character < 0)
      line += '?';
    else if (character < 0x20 || (character >= 0x7f && character < 0xa0))
      line += ' ';
    else
      line += bytes.substr(static_cast<std::size_t>(from), static_cast<std::size_t>(at - from));
  }
  return line;
}

}  // namespace haat::wire
