#include "marketplace-server/auth/scope.hpp"

#include <algorithm>
#include <set>

#include "marketplace-server/http/router.hpp"

namespace haat::server {

// An upload is part of a submission, read or written.
std::string scope_of(const Route& route) {
  if (route.pattern.starts_with("/api/v1/uploads")) return "submissions:write";
  if (route.method == "GET") return "read";
  constexpr std::size_t noun = 2;  // behind "api" and "v1"
  return std::string(pattern_segments(route.pattern)[noun]) + ":write";
}

std::vector<std::string> all_scopes() {
  std::set<std::string> scopes;
  for (const Route& route : routes())
    if (!route.roles.open()) scopes.insert(scope_of(route));
  return {scopes.begin(), scopes.end()};
}

bool covers(const std::vector<std::string>& scopes, const std::string& scope) {
  return std::any_of(scopes.begin(), scopes.end(),
                     [&](const std::string& each) { return each == every_scope || each == scope; });
}

}  // namespace haat::server
