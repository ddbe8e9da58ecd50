#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.hpp"

namespace haat::server {

// The request target, taken apart. Segments are decoded after the path was split, so that an
// escaped '/' stays within its segment.
struct Target {
  std::vector<std::string> segments;
  std::map<std::string, std::string> query;
};

// Refuses what a path can be made to lie with: "..", ".", backslashes, NUL and other control
// characters however they are escaped, bytes that are no UTF-8, a target of another form than
// "/path?query". ("target-invalid")
Result<Target> parse_target(std::string_view target);

}  // namespace haat::server
