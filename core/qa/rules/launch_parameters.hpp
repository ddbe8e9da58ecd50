#pragma once

#include <algorithm>
#include <string_view>

namespace haat::rules {

// #place, or name=value pairs with or without a "?" before and a #place behind them.
inline bool joins_an_address(std::string_view parameters) {
  if (parameters.empty() || std::count(parameters.begin(), parameters.end(), '#') > 1) return false;
  if (parameters.front() == '#') return true;
  if (parameters.front() == '?') return parameters.substr(1, 1) != "?";
  return parameters.substr(0, parameters.find('#')).find('=') != std::string_view::npos;
}

}  // namespace haat::rules
