#pragma once

#include <algorithm>
#include <optional>

#include "core/qa/rules/reading.hpp"

namespace haat::rules {

// A number as XML Schema writes decimals, of any length: read without rounding.
struct Decimal {
  bool negative;       // less than 0
  std::string whole;   // digits before the point, without leading zeros
  std::size_t places;  // digits behind the point, without trailing zeros

  bool above(std::string_view limit) const {  // a whole number without leading zeros
    if (negative) return false;
    if (whole.size() != limit.size()) return whole.size() > limit.size();
    return whole > limit || (whole == limit && places > 0);
  }
};

// nullopt: it is none, which the schema says.
inline std::optional<Decimal> read_decimal(std::string_view text) {
  const auto plain = collapse(text);
  std::string_view rest = plain;
  const bool minus = rest.starts_with('-');
  if (minus || rest.starts_with('+')) rest.remove_prefix(1);
  const auto point = std::min(rest.find('.'), rest.size());
  auto whole = rest.substr(0, point);
  auto behind = rest.substr(std::min(point + 1, rest.size()));
  const auto digits = [](std::string_view each) {
    return each.find_first_not_of("0123456789") == std::string_view::npos;
  };
  if ((whole.empty() && behind.empty()) || !digits(whole) || !digits(behind)) return std::nullopt;
  whole.remove_prefix(std::min(whole.find_first_not_of('0'), whole.size()));
  behind = behind.substr(0, behind.find_last_not_of('0') + 1);
  return Decimal{minus && !(whole.empty() && behind.empty()), std::string(whole), behind.size()};
}

}  // namespace haat::rules
