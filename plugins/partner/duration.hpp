#pragma once

#include <cstdint>
#include <string>

namespace partner {

// "PT1H30M" of 5400.
std::string duration_of_seconds(std::uint64_t seconds);

// Whether it is a duration of ISO 8601, as haat_course has them.
bool is_duration(const std::string& text);

}  // namespace partner
