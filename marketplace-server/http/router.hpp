#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "marketplace-server/http/route.hpp"

namespace haat::server {

struct Match {
  const Route* route =
      nullptr;  // nullptr: no route; then `allowed` tells whether the path has others
  std::map<std::string, std::string> parameters;
  std::string allowed;  // for the Allow header: "GET, HEAD, POST"
};

// HEAD is answered by the route of GET. A parameter is never empty.
Match match(std::span<const Route> table, std::string_view method,
            const std::vector<std::string>& segments);

// "/api/v1/courses/{id}" -> "api", "v1", "courses", "{id}"
std::vector<std::string_view> pattern_segments(std::string_view pattern);
inline bool is_parameter(std::string_view segment) {
  return segment.starts_with('{');
}
// "{path...}", the last of a pattern, takes all segments that are left.
inline bool is_rest(std::string_view segment) {
  return segment.ends_with("...}");
}
inline std::string parameter_name(std::string_view segment) {
  return std::string(segment.substr(1, segment.size() - (is_rest(segment) ? 5 : 2)));
}

}  // namespace haat::server
