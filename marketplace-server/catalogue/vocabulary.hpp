#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "marketplace-server/store/catalogue_records.hpp"

namespace haat::server {

// The words of the catalogue, to find what a word with a slip in it was meant to be.
class Vocabulary {
 public:
  Vocabulary() = default;
  explicit Vocabulary(const std::vector<IndexedWord>& words);

  // Whether a word of the catalogue is this one or begins with it.
  bool has(std::string_view word) const;
  // The word that is meant: one slip away from a short one, two from one of six characters or more;
  // of several the nearest, then the one in most courses. Nothing for words of less than three
  // characters and for numbers. Looks at each word whose length is near.
  std::optional<std::string> nearest(std::string_view word) const;

 private:
  struct Known {
    std::string word;
    std::u32string characters;
    std::int64_t releases;
  };
  std::vector<Known> words_;  // by bytes
};

}  // namespace haat::server
