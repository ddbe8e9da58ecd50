#include "core/qa/excerpt.hpp"

#include <algorithm>

#include "core/characters.hpp"
#include "core/package/entry_name.hpp"

namespace haat {
namespace {

constexpr std::size_t longest = 160;         // characters
constexpr std::size_t before = 40;           // of them, those before the place
constexpr std::size_t widest_indent = 1000;  // of white space that is looked through
constexpr std::size_t widest = 4;  // bytes of a character; what continues none would have no end

std::string shown(std::string_view text) {
  std::string plain(text);
  std::replace(plain.begin(), plain.end(), '\t', ' ');
  return printable(plain);
}

}  // namespace

Excerpt cut_excerpt(const TextPlaces& places, Place place) {
  const auto line = places.line(place.line);
  const auto offset = places.offset(place);
  const auto meant = offset ? *offset - places.offset({place.line, 1}).value_or(0) : 0;
  const auto indent = std::min(line.substr(0, widest_indent).find_first_not_of(" \t"),
                               std::min(line.size(), widest_indent));
  auto begin = std::max(meant, indent);
  const auto at = begin;
  for (std::size_t passed = 0; begin > indent && passed < before && at - begin < widest * before;)
    if (begins_character(line[--begin])) ++passed;
  auto end = begin + offset_of_character(line.substr(begin, widest * longest), longest);
  if (!is_utf8(line.substr(begin, end - begin))) end = std::min(end, std::max(at, begin + longest));
  const std::string left = (begin > indent ? "…" : "") + shown(line.substr(begin, at - begin));
  Excerpt excerpt;
  excerpt.text = left + shown(line.substr(at, end - at));
  if (end < line.size()) excerpt.text += "…";
  if (place.column > 0) excerpt.caret = static_cast<int>(characters_in(left)) + 1;
  return excerpt;
}

}  // namespace haat
