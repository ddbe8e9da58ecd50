#include "marketplace-server/catalogue/vocabulary.hpp"

#include <algorithm>

#include "core/edit_distance.hpp"
#include "marketplace-server/store/search_text.hpp"

namespace haat::server {
namespace {

constexpr std::size_t shortest = 3;
constexpr std::size_t long_word = 6;
constexpr std::size_t longest = 40;  // longer ones are no words, and would cost most

bool has_digit(std::u32string_view word) {
  return std::any_of(word.begin(), word.end(), [](char32_t c) { return c >= U'0' && c <= U'9'; });
}

}  // namespace

Vocabulary::Vocabulary(const std::vector<IndexedWord>& words) {
  for (const IndexedWord& each : words) {
    auto characters = code_points(each.word);
    if (characters.size() <= longest + 2)
      words_.push_back({each.word, std::move(characters), each.releases});
  }
  std::sort(words_.begin(), words_.end(),
            [](const Known& a, const Known& b) { return a.word < b.word; });
}

bool Vocabulary::has(std::string_view word) const {
  const auto at = std::lower_bound(
      words_.begin(), words_.end(), word,
      [](const Known& known, std::string_view wanted) { return known.word < wanted; });
  return at != words_.end() && at->word.starts_with(word);
}

std::optional<std::string> Vocabulary::nearest(std::string_view word) const {
  const auto characters = code_points(word);
  if (characters.size() < shortest || characters.size() > longest || has_digit(characters))
    return std::nullopt;
  std::size_t least = characters.size() < long_word ? 1 : 2;
  const Known* best = nullptr;
  for (const Known& known : words_) {
    const std::size_t steps = edit_distance(std::u32string_view(characters),
                                            std::u32string_view(known.characters), least);
    if (steps > least || (best && steps == least && known.releases <= best->releases)) continue;
    least = steps;
    best = &known;
  }
  if (!best) return std::nullopt;
  return best->word;
}

}  // namespace haat::server
