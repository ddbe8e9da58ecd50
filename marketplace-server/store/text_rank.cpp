#include "marketplace-server/store/text_rank.hpp"

#include <algorithm>

#include "marketplace-server/store/search_text.hpp"

namespace haat::server {
namespace {

constexpr std::array column_weights{9, 8, 6, 3, 1};
constexpr int whole_word = 1;  // weights count double, so it decides within a column
constexpr std::size_t shortest_beginning = 2;

// 0 to 99, growing ever slower: BM25's tf * (k1 + 1) / (tf + k1) with k1 = 1.2, without its scale.
int saturated(int times) {
  return 100 * times * 10 / (times * 10 + 12);
}

}  // namespace

bool counts_as_beginning(std::string_view word) {
  return code_points(word).size() >= shortest_beginning;
}

void TextRank::found(std::size_t word, TextColumn column, bool whole, int times) {
  if (word >= words_.size()) return;
  const int weight = column_weights.at(static_cast<std::size_t>(column));
  const int value = 2 * weight + (whole ? whole_word : 0);
  highest_ = std::max(highest_, word);
  Word& known = words_[word];
  if (value > known.best) known = {value, 0};
  if (value == known.best) known.times += times;
}

std::int64_t TextRank::value() const {
  std::int64_t rank = 0;
  for (std::size_t i = 0; i <= highest_; ++i) {
    const Word& word = words_[i];
    rank += word.best ? 100 * word.best + saturated(word.times) : 0;
  }
  return rank;
}

}  // namespace haat::server
