#pragma once

#include <string>

#include "marketplace-server/store/columns.hpp"

namespace haat::server {

// An account as it stands in a row, with what it has of its partner. Other columns may come behind
// these.
inline constexpr int account_number = 8;
inline constexpr int behind_account = 9;

inline Account read_account(const Row& row) {
  return {.name = row.text(0),
          .role = parse_role(row.text(1)).value_or(Role::author),
          .partner = row.text(2),
          .name_space = row.text(3),
          .threshold = static_cast<int>(row.integer(4)),
          .created_at = time_of(row.text(5)),
          .closed_at = optional_time(row, 6),
          .suspended_at = optional_time(row, 7)};
}

inline std::string select_accounts(const std::string& rest, const std::string& more_columns = "") {
  return "SELECT a.name, a.role, a.partner, p.namespace, coalesce(p.threshold, 1), a.created_at, "
         "a.closed_at, a.suspended_at, a.number" +
         more_columns + " FROM accounts a LEFT JOIN partners p ON p.name = a.partner " + rest;
}

}  // namespace haat::server
