#include "core/qa/excerpt.hpp"

#include <algorithm>

#include "core/package/entry_name.hpp"

namespace haat {
namespace {

constexpr int longest = 160;  // characters
constexpr int before = 40;    // of them, those before the place

// The offset of a character, from 0.
std::size_t offset_of(std::string_view text, int character) {
  std::size_t at = 0;
  for (; at < text.size() && character > 0; --character)
    for (++at; at < text.size() && (text[at] & 0xc0) == 0x80; ++at) {
    }
  return at;
}

int characters_in(std::string_view text) {
  return static_cast<int>(
      std::count_if(text.begin(), text.end(), [](char byte) { return (byte & 0xc0) != 0x80; }));
}

std::string shown(std::string_view text) {
  std::string plain(text);
  std::replace(plain.begin(), plain.end(), '\t', ' ');
  return printable(plain);
}

}  // namespace

Excerpt cut_excerpt(std::string_view line, int column) {
  const auto indent = std::min(line.find_first_not_of(" \t"), line.size());
  const auto place = std::max(offset_of(line, column - 1), indent);
  const int skipped = characters_in(line.substr(indent, place - indent)) - before;
  const bool cut_before = skipped > 0;
  const auto begin = cut_before ? indent + offset_of(line.substr(indent), skipped) : indent;
  const auto rest = line.substr(begin);
  const auto end = offset_of(rest, longest);
  const std::string left =
      (cut_before ? "…" : "") + shown(rest.substr(0, std::min(place - begin, end)));
  Excerpt excerpt;
  excerpt.text =
      left + shown(rest.substr(std::min(place - begin, end), end - std::min(place - begin, end)));
  if (end < rest.size()) excerpt.text += "…";
  if (column > 0) excerpt.caret = characters_in(left) + 1;
  return excerpt;
}

}  // namespace haat
