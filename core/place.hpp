#pragma once

#include <compare>

namespace haat {

// Where in a text something stands, as an editor counts.
struct Place {
  Place(int at_line = 0, int at_column = 0) : line(at_line), column(at_column) {}

  auto operator<=>(const Place&) const = default;  // as a text is read

  int line;    // from 1; 0: the text as a whole
  int column;  // from 1, in Unicode characters; 0: the line as a whole
};

}  // namespace haat
