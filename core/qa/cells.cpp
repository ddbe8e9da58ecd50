#include "core/qa/cells.hpp"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

namespace haat {
namespace {

int cells_of(UChar32 character) {
  switch (u_charType(character)) {
    case U_NON_SPACING_MARK:
    case U_ENCLOSING_MARK:
    case U_FORMAT_CHAR:
      return 0;
    default:
      break;
  }
  const bool joins = character >= 0x1160 && character <= 0x11ff;  // vowels and ends of Hangul
  if (joins) return 0;
  const int width = u_getIntPropertyValue(character, UCHAR_EAST_ASIAN_WIDTH);
  return width == U_EA_FULLWIDTH || width == U_EA_WIDE ? 2 : 1;
}

}  // namespace

int cells_of(std::string_view text) {
  int cells = 0;
  for (std::size_t at = 0; at < text.size();) {
    UChar32 character = 0;
    U8_NEXT_OR_FFFD(text.data(), at, text.size(), character);
    cells += cells_of(character);
  }
  return cells;
}

std::size_t fitting(std::string_view text, int cells) {
  std::size_t at = 0;
  while (at < text.size()) {
    std::size_t next = at;
    UChar32 character = 0;
    U8_NEXT_OR_FFFD(text.data(), next, text.size(), character);
    cells -= cells_of(character);
    if (cells < 0) break;
    at = next;
  }
  return at;
}

}  // namespace haat
