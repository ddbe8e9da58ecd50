#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "core/place.hpp"

namespace haat {

// The places of a UTF-8 text by their offsets. The text has to outlive it. Made in one pass; a
// place costs the same on a text of one endless line.
class TextPlaces {
 public:
  explicit TextPlaces(std::string_view text);

  Place at(std::size_t offset) const;  // of the byte at `offset`; no place: behind the end
  std::optional<std::size_t> offset(Place place) const;  // of a place with a column
  std::string_view line(int number) const;  // from 1, without its line break; "": there is none

 private:
  std::size_t characters_before(std::size_t offset) const;

  std::string_view text_;
  std::vector<std::size_t> breaks_;      // how many are before each stretch, and in all
  std::vector<std::size_t> characters_;  // how many begin before each stretch of the text
};

}  // namespace haat
