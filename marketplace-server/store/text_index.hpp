#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/result.hpp"
#include "marketplace-server/store/catalogue_records.hpp"

namespace haat::server {

// The texts of a live release, folded by search_text().
struct IndexedText {
  std::string title;
  std::string id;
  std::string competencies;
  std::string provider;
  std::string description;
};

// What finds live releases by their texts. A query is of parts, in each of which are words, as
// search_words() cuts them, that stand together in this order; the last of them may be the
// beginning of a longer one, unless the part is a single letter. Matches are by number of release,
// ranked by TextRank. Both databases give the same ones.
class TextIndex {
 public:
  virtual ~TextIndex() = default;
  virtual Result<void> put(std::int64_t release, const IndexedText& text) = 0;
  virtual Result<void> drop(std::int64_t release) = 0;
  virtual Result<void> clear() = 0;
  // Those in which all the parts are.
  virtual Result<std::vector<TextMatch>> matches(const std::vector<std::string>& parts,
                                                 bool ranked) = 0;
  // The newest ones in whose titles are words that begin so.
  virtual Result<std::vector<std::int64_t>> title_matches(const std::vector<std::string>& words,
                                                          int limit) = 0;
  virtual Result<std::vector<IndexedWord>> words() = 0;
};

}  // namespace haat::server
