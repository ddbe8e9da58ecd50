#pragma once

#include <string_view>

namespace haat {

// How wide a UTF-8 text stands in a terminal: 2 for a Chinese character, 0 for a sign that joins
// the one before it. Terminals agree on that, and on spacing vowel signs being 1.
int cells_of(std::string_view text);

// The length in bytes of as much of the text, in whole characters, as has room in `cells`.
std::size_t fitting(std::string_view text, int cells);

}  // namespace haat
