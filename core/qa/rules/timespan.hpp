#pragma once

#include <algorithm>
#include <string_view>

namespace haat::rules {

// HHHH:MM:SS.SS, with two to four digits of hours and at most two of hundredths: CMITimespan of
// SCORM 1.2 RTE 3.4.4 and of AICC CMI001.
inline bool is_timespan(std::string_view text) {
  const auto digits = [&](std::size_t least, std::size_t most) {
    const auto count = std::min(text.find_first_not_of("0123456789"), text.size());
    text.remove_prefix(count);
    return count >= least && count <= most;
  };
  const auto mark = [&](char c) {
    const bool there = text.starts_with(c);
    if (there) text.remove_prefix(1);
    return there;
  };
  if (!digits(2, 4) || !mark(':') || !digits(2, 2) || !mark(':') || !digits(2, 2)) return false;
  return text.empty() || (mark('.') && digits(1, 2) && text.empty());
}

}  // namespace haat::rules
