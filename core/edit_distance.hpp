#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <utility>
#include <vector>

namespace haat {

// Levenshtein's distance, with a swap of neighbours as one step: the commonest slip of a typing
// hand. What is further away than `limit` is told as limit + 1, and costs less the lower the limit.
// Time: the product of the lengths.
template <class Character>
std::size_t edit_distance(std::basic_string_view<Character> a, std::basic_string_view<Character> b,
                          std::size_t limit) {
  if (std::max(a.size(), b.size()) - std::min(a.size(), b.size()) > limit) return limit + 1;
  std::vector<std::size_t> before(b.size() + 1), above(b.size() + 1), row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) above[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      row[j] = std::min({above[j] + 1, row[j - 1] + 1, above[j - 1] + (a[i - 1] != b[j - 1])});
      const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swapped) row[j] = std::min(row[j], before[j - 2] + 1);
    }
    // A swap may reach over one row, so both have to be out of reach.
    if (*std::min_element(row.begin(), row.end()) > limit &&
        *std::min_element(above.begin(), above.end()) > limit)
      return limit + 1;
    std::swap(before, above);
    std::swap(above, row);
  }
  return std::min(above[b.size()], limit + 1);
}

}  // namespace haat
