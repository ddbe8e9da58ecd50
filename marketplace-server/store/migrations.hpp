#pragma once

#include "core/result.hpp"
#include "marketplace-server/store/database.hpp"

namespace haat::server {

// Brings the database to the newest form, one numbered step after the other, each in a transaction
// of its own. unsupported ("database-newer") for one that a newer server has written.
Result<void> migrate(Database& database);

}  // namespace haat::server
