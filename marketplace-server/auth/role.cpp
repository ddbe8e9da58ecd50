#include "marketplace-server/auth/role.hpp"

namespace haat::server {

const char* to_string(Role role) {
  switch (role) {
    case Role::author:
      return "author";
    case Role::partner:
      return "partner";
    case Role::reviewer:
      return "reviewer";
    case Role::curator:
      return "curator";
    case Role::auditor:
      return "auditor";
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

std::string names_of(Roles roles) {
  if (roles.open()) return "everybody";
  std::string names;
  const auto add = [&](Role role) {
    if (roles.allow(role)) names += (names.empty() ? "" : ", ") + std::string(to_string(role));
  };
  for (const Role role : account_roles) add(role);
  add(Role::marketplace);
  return names;
}

std::string with_article(Role role) {
  const std::string name = to_string(role);
  return (name.front() == 'a' ? "an " : "a ") + name;
}

}  // namespace haat::server
