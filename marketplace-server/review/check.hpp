#pragma once

#include "marketplace-server/services.hpp"
#include "marketplace-server/store/records.hpp"

namespace haat::server {

// Does a check that was taken from the queue: open -> verify -> read -> run the rules -> record.
// What fails for another reason than the package is tried again in a while: as often as it takes,
// where something does not answer, and else a few times, after which the package is refused
// ("check-failed"); so is one that was begun that often and never ended.
void check_submission(const Check& check, Services& services);

}  // namespace haat::server
