#include "core/text_places.hpp"

#include <algorithm>

#include "core/characters.hpp"

namespace haat {
namespace {

constexpr std::size_t stretch = 128;  // bytes; asked for each tag and attribute of a page

}  // namespace

TextPlaces::TextPlaces(std::string_view text) : text_(text) {
  for (auto at = text.find('\n'); at != std::string_view::npos; at = text.find('\n', at + 1))
    breaks_.push_back(at);
  std::size_t before = 0;
  for (std::size_t at = 0; at < text.size(); at += stretch) {
    characters_.push_back(before);
    before += characters_in(text.substr(at, stretch));
  }
}

std::size_t TextPlaces::characters_before(std::size_t offset) const {
  if (characters_.empty()) return 0;
  const auto index = std::min(offset / stretch, characters_.size() - 1);
  return characters_[index] +
         characters_in(text_.substr(index * stretch, offset - index * stretch));
}

Place TextPlaces::at(std::size_t offset) const {
  if (offset > text_.size()) return {};
  const auto line = std::lower_bound(breaks_.begin(), breaks_.end(), offset);
  const std::size_t begin = line == breaks_.begin() ? 0 : *std::prev(line) + 1;
  return {static_cast<int>(line - breaks_.begin()) + 1,
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
  if (number < 1 || index > breaks_.size() + 1) return {};
  const std::size_t begin = number == 1 ? 0 : breaks_[index - 2] + 1;
  const std::size_t end = index <= breaks_.size() ? breaks_[index - 1] : text_.size();
  auto line = text_.substr(begin, end - begin);
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

}  // namespace haat
