#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace haat::server {

enum class Role {
  author,       // of a partner: brings drafts, comments, answers the rubric
  partner,      // of a partner: publishes in its name, and looks after its keys and people
  reviewer,     // of the marketplace: judges what is submitted, and leaves the decision to curators
  curator,      // of the marketplace: decides what is published
  auditor,      // of the marketplace: sees everything and changes nothing
  admin,        // of the marketplace: its accounts
  marketplace,  // the server itself, when it does what was decided before; no account has it
};

// Those that an account can have.
inline constexpr std::array account_roles{Role::author,  Role::partner, Role::reviewer,
                                          Role::curator, Role::auditor, Role::admin};

const char* to_string(Role role);
std::optional<Role> parse_role(std::string_view name);
std::string with_article(Role role);  // "a curator", "an auditor"

constexpr bool of_partner(Role role) {
  return role == Role::author || role == Role::partner;
}

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

std::string names_of(Roles roles);  // "partner, curator"; "everybody"

inline constexpr Roles any_role = [] {
  Roles all;
  for (const Role role : account_roles) all = all | role;
  return all;
}();

// The account that a request comes from, and what its token is good for.
struct Caller {
  std::string name;
  Role role = Role::partner;
  std::string name_space;           // of a partner's people: "org.example"; else empty
  int threshold = 1;                // of a partner: how many of its keys sign each package
  std::string partner;              // whose person they are; empty: the marketplace's
  std::vector<std::string> scopes;  // of the token (auth/scope.hpp)
  std::string token{};              // its id

  // In whose name they bring packages.
  const std::string& party() const { return partner.empty() ? name : partner; }
  // To a partner's people, the submissions of others do not exist.
  bool sees(const std::string& submitted_by) const {
    return !of_partner(role) || submitted_by == party();
  }
};

}  // namespace haat::server
