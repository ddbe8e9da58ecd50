#include "core/nearest.hpp"

#include <algorithm>

#include "core/ascii.hpp"
#include "core/edit_distance.hpp"

namespace haat {
std::string nearest(std::string_view word, const std::vector<std::string>& candidates) {
  std::string best;
  std::size_t least = std::max<std::size_t>(1, word.size() / 3) + 1;
  for (const std::string& candidate : candidates) {
    const std::size_t steps = edit_distance(word, std::string_view(candidate), least);
    if (steps >= least) continue;
    least = steps;
    best = candidate;
  }
  return best;
}

bool may_mean(std::string_view word, std::string_view meant) {
  return equal_but_for_case(word, meant) || !nearest(word, {std::string(meant)}).empty();
}

}  // namespace haat
