#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace haat::server {

// The columns of an index of texts, the weightiest first.
enum class TextColumn { title, id, competencies, provider, description };

// What a single letter begins is nearly everything, and says nothing.
bool counts_as_beginning(std::string_view word);

// How well a text answers a query of some words. A word counts by the best column that it is in,
// there more as a whole word than as a beginning, and a little more where it stands often, with
// BM25's saturation. What BM25 takes from the other documents, how rare a word is among them and
// how long they are, is left out: so a rank never changes while somebody turns pages. The same for
// equal texts, whatever is around them.
class TextRank {
 public:
  // The word of the query with this number stands in a column so often, whole or as a beginning;
  // where it is whole it is a beginning too, and both are told. Of the 64th word on, nothing
  // counts.
  void found(std::size_t word, TextColumn column, bool whole, int times = 1);
  std::int64_t value() const;

 private:
  struct Word {
    int best = 0;
    int times = 0;  // in the best column
  };
  std::array<Word, 64> words_{};
  std::size_t highest_ = 0;  // number of a word that was found
};

}  // namespace haat::server
