#pragma once

#include <string>
#include <vector>

#include "marketplace-server/http/route.hpp"

namespace haat::server {

// What a token may be used for, whatever the role of its account. Nobody lists the scopes: they
// follow from the table of routes, "read" for everything that changes nothing, and "<noun>:write"
// for the rest, where the noun is the first part of the path behind /api/v1/.
std::string scope_of(const Route& route);

std::vector<std::string> all_scopes();  // sorted

inline constexpr const char* every_scope = "*";  // also those that come later

bool covers(const std::vector<std::string>& scopes, const std::string& scope);

}  // namespace haat::server
