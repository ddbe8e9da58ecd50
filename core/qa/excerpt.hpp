#pragma once

#include <string>

#include "core/text_places.hpp"

namespace haat {

// What stands at a place, to be shown to a person.
struct Excerpt {
  std::string text;  // a line or a part of one, fit for a terminal; empty: there is none to show
  int caret = 0;     // the character of `text` that is meant, from 1; 0: the whole line
};

// Cuts a long line to what stands around the place (without a column: to its beginning). White
// space before the text is left out. Bytes that are no UTF-8 are shown as \xNN. Costs the same in a
// line of any length.
Excerpt cut_excerpt(const TextPlaces& places, Place place);

}  // namespace haat
