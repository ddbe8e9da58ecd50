#pragma once

#include <cstdint>

#include "core/result.hpp"
#include "marketplace-server/store/database.hpp"

namespace haat::server {

// As sqlite/migrations.hpp says; the forms have the same numbers and hold the same tables. Servers
// that start at the same time wait for each other.
Result<void> migrate_postgresql(Database& database);
Result<void> migrate_postgresql(Database& database, std::int64_t to);  // for tests

Result<std::int64_t> postgresql_form_of(Database& database);  // first_postgresql_form - 1: none

inline constexpr std::int64_t first_postgresql_form = 10;
std::int64_t newest_postgresql_form();

}  // namespace haat::server
