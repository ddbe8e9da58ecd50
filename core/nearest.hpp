#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace haat {

// The candidate that `word` was probably meant to be; empty if none is near.
std::string nearest(std::string_view word, const std::vector<std::string>& candidates);

// Whether it may be the other one mistyped, or in other letters.
bool may_mean(std::string_view word, std::string_view meant);

}  // namespace haat
