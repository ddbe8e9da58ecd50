#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace haat {

// Characters of UTF-8 by their first bytes; a byte that continues nothing belongs to what is
// before.
constexpr bool begins_character(char byte) {
  return (byte & 0xc0) != 0x80;
}

inline std::size_t characters_in(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), begins_character));
}

// The offset of the character of that number, from 0; the end where there are fewer.
inline std::size_t offset_of_character(std::string_view text, std::size_t number) {
  std::size_t at = 0;
  for (std::size_t begun = 0; at < text.size(); ++at)
    if (begins_character(text[at]) && begun++ == number) break;
  return at;
}

// At most so many bytes from its beginning, and no character in two.
constexpr std::string_view first_bytes(std::string_view text, std::size_t most) {
  if (text.size() <= most) return text;
  while (most > 0 && !begins_character(text[most])) --most;
  return text.substr(0, most);
}

}  // namespace haat
