#pragma once

#include <cstdint>
#include <string_view>

namespace haat {

// Seconds of a duration that fits the schema of course.json: days, hours, minutes and seconds
// ("PT1H30M").
constexpr std::uint64_t seconds_of(std::string_view duration) {
  std::uint64_t total = 0;
  std::uint64_t number = 0;
  for (const char c : duration) {
    if (c >= '0' && c <= '9') {
      number = number * 10 + static_cast<std::uint64_t>(c - '0');
      continue;
    }
    const std::uint64_t unit = c == 'D'   ? 86400
                               : c == 'H' ? 3600
                               : c == 'M' ? 60
                               : c == 'S' ? 1
                                          : 0;
    total += number * unit;
    number = 0;
  }
  return total;
}

}  // namespace haat
