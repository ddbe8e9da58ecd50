#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace haat::server {

enum class Role {
  partner,
  curator,
  admin,
  marketplace,  // the server itself, when it does what was decided before; no account has it
};

// Those that an account can have.
inline constexpr std::array account_roles{Role::partner, Role::curator, Role::admin};

const char* to_string(Role role);
std::optional<Role> parse_role(std::string_view name);

// Who may use a route. Nobody is let in by default: an empty set refuses everyone.
class Roles {
 public:
  constexpr Roles() = default;
  constexpr Roles(Role role)
      : bits_(1u << static_cast<unsigned>(role)) {}  // NOLINT: reads as `Role::x | Role::y`

  static constexpr Roles everybody() { return Roles(public_bit); }  // without a token, too

  constexpr bool open() const { return (bits_ & public_bit) != 0; }
  constexpr bool allow(Role role) const { return open() || (bits_ & Roles(role).bits_) != 0; }
  friend constexpr Roles operator|(Roles a, Roles b) { return Roles(a.bits_ | b.bits_); }

 private:
  static constexpr unsigned public_bit = 1u << 31;
  explicit constexpr Roles(unsigned bits) : bits_(bits) {}
  unsigned bits_ = 0;
};

inline constexpr Roles any_role = Roles(Role::partner) | Role::curator | Role::admin;

// The account that a request comes from.
struct Caller {
  std::string name;
  Role role = Role::partner;
  std::string name_space;  // of a partner: "org.example"; else empty
  int threshold = 1;       // of a partner: how many of their keys sign each package
};

}  // namespace haat::server
