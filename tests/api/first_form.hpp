#pragma once

#include "marketplace-server/store/database.hpp"
#include "marketplace-server/store/store.hpp"

namespace haat::test {

// Makes an empty SQLite database one of the first form, with what a server of that form could have
// left: a course that is live, one that it took the place of, one that waits, one that was sent
// back, a provider's, and as many courses more as are asked for.
Result<void> fill_first_form(server::Database& database, int more = 0);

// What of that is not there any more, a line each.
std::string lost_of_first_form(server::Store& store, int more = 0);

}  // namespace haat::test
