#include "marketplace-server/http/router.hpp"

#include <optional>
#include <set>

namespace haat::server {
namespace {

using Parameters = std::map<std::string, std::string>;

std::string joined(const std::vector<std::string>& segments, std::size_t from) {
  std::string path = segments[from];
  for (std::size_t i = from + 1; i < segments.size(); ++i) path += "/" + segments[i];
  return path;
}

std::optional<Parameters> fit(std::string_view pattern, const std::vector<std::string>& segments) {
  const auto wanted = pattern_segments(pattern);
  const bool takes_rest = is_rest(wanted.back());
  if (takes_rest ? segments.size() < wanted.size() : segments.size() != wanted.size())
    return std::nullopt;
  Parameters parameters;
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    if (is_rest(wanted[i])) {
      parameters[parameter_name(wanted[i])] = joined(segments, i);
      break;
    }
    if (is_parameter(wanted[i]) && !segments[i].empty())
      parameters[parameter_name(wanted[i])] = segments[i];
    else if (wanted[i] != segments[i])
      return std::nullopt;
  }
  return parameters;
}

}  // namespace

std::vector<std::string_view> pattern_segments(std::string_view pattern) {
  std::vector<std::string_view> segments;
  while (!pattern.empty()) {
    pattern.remove_prefix(1);
    const auto end = std::min(pattern.find('/'), pattern.size());
    segments.push_back(pattern.substr(0, end));
    pattern.remove_prefix(end);
  }
  return segments;
}

Match match(std::span<const Route> table, std::string_view method,
            const std::vector<std::string>& segments) {
  Match result;
  std::set<std::string> allowed;
  for (const Route& route : table) {
    auto parameters = fit(route.pattern, segments);
    if (!parameters) continue;
    allowed.emplace(route.method);
    if (route.method == "GET") allowed.emplace("HEAD");
    if (route.method == method || (route.method == "GET" && method == "HEAD")) {
      result.route = &route;
      result.parameters = std::move(*parameters);
      return result;
    }
  }
  for (const std::string& name : allowed)
    result.allowed += (result.allowed.empty() ? "" : ", ") + name;
  return result;
}

}  // namespace haat::server
