#include "marketplace-server/auth/role.hpp"

namespace haat::server {

const char* to_string(Role role) {
  switch (role) {
    case Role::partner:
      return "partner";
    case Role::curator:
      return "curator";
    case Role::admin:
      return "admin";
    case Role::marketplace:
      return "marketplace";
  }
  return "";
}

std::optional<Role> parse_role(std::string_view name) {
  for (const Role role : account_roles)
    if (name == to_string(role)) return role;
  return std::nullopt;
}

}  // namespace haat::server
