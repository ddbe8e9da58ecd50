#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace haat {

// Of an ISO 8601 duration in weeks, days, hours, minutes and seconds, such as "PT1H30M"; a fraction
// of a second is left out. Nothing for what is none, is longer than a century, or has years or
// months, which have no length of their own.
std::optional<std::chrono::seconds> parse_duration(std::string_view text);

// "PT1H30M" of 5400 seconds.
std::string duration_text(std::chrono::seconds length);

}  // namespace haat
