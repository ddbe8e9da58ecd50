#pragma once

#include <cstdint>

#include "core/result.hpp"
#include "marketplace-server/store/database.hpp"

namespace haat::server {

// Brings the database to the newest form, by numbered steps, all of them or none. unsupported
// ("database-newer") for one that a newer server has written. Programs that start at the same time
// wait for each other.
Result<void> migrate_sqlite(Database& database);

std::int64_t newest_sqlite_form();
Result<std::int64_t> sqlite_form_of(Database& database);           // 0: nothing is in it yet
Result<void> migrate_sqlite(Database& database, std::int64_t to);  // for tests: to an earlier form

}  // namespace haat::server
