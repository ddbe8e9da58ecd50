#include "core/text_places.hpp"

#include <algorithm>

#include "core/characters.hpp"

namespace haat {
namespace {

constexpr std::size_t stretch = 128;  // bytes; asked for each tag and attribute of a page

std::size_t breaks_in(std::string_view text) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

// The offset of the line break of that number, from 1, which there has to be. `before` is how many
// are before each stretch of the text.
std::size_t break_at(std::string_view text, const std::vector<std::size_t>& before,
                     std::size_t number) {
  const auto in = std::prev(std::lower_bound(before.begin(), before.end(), number));
  auto at = static_cast<std::size_t>(in - before.begin()) * stretch;
  for (auto seen = *in;; ++at)
    if (text[at] == '\n' && ++seen == number) return at;
}

}  // namespace

TextPlaces::TextPlaces(std::string_view text) : text_(text) {
  std::size_t breaks = 0, characters = 0;
  breaks_.reserve(text.size() / stretch + 2);
  characters_.reserve(text.size() / stretch + 1);
  for (std::size_t at = 0; at < text.size(); at += stretch) {
    breaks_.push_back(breaks);
    characters_.push_back(characters);
    breaks += breaks_in(text.substr(at, stretch));
    characters += characters_in(text.substr(at, stretch));
  }
  breaks_.push_back(breaks);
}

std::size_t TextPlaces::characters_before(std::size_t offset) const {
  if (characters_.empty()) return 0;
  const auto index = std::min(offset / stretch, characters_.size() - 1);
  return characters_[index] +
         characters_in(text_.substr(index * stretch, offset - index * stretch));
}

Place TextPlaces::at(std::size_t offset) const {
  if (offset > text_.size()) return {};
  const auto from = offset / stretch * stretch;
  const auto breaks = breaks_[offset / stretch] + breaks_in(text_.substr(from, offset - from));
  const std::size_t begin = breaks == 0 ? 0 : break_at(text_, breaks_, breaks) + 1;
  return {static_cast<int>(breaks) + 1,
          static_cast<int>(characters_before(offset) - characters_before(begin)) + 1};
}

std::optional<std::size_t> TextPlaces::offset(Place place) const {
  const auto text = line(place.line);
  if (text.data() == nullptr || place.column < 1) return std::nullopt;
  const auto begin = static_cast<std::size_t>(text.data() - text_.data());
  const auto wanted = characters_before(begin) + static_cast<std::size_t>(place.column) - 1;
  // The stretch in which so many characters have begun, or the line's own.
  const auto behind = std::upper_bound(characters_.begin(), characters_.end(), wanted);
  if (behind == characters_.begin()) return std::nullopt;
  const auto index = static_cast<std::size_t>(std::prev(behind) - characters_.begin());
  std::size_t at = index * stretch, count = characters_[index];
  for (; at < text_.size(); ++at)
    if (begins_character(text_[at]) && count++ == wanted) break;
  return at < begin + text.size() ? std::optional(at) : std::nullopt;
}

std::string_view TextPlaces::line(int number) const {
  const auto index = static_cast<std::size_t>(number);
  const auto breaks = breaks_.back();
  if (number < 1 || index > breaks + 1) return {};
  const std::size_t begin = index == 1 ? 0 : break_at(text_, breaks_, index - 1) + 1;
  const std::size_t end = index <= breaks ? break_at(text_, breaks_, index) : text_.size();
  auto line = text_.substr(begin, end - begin);
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

}  // namespace haat
