#pragma once

#include <filesystem>

#include "marketplace-server/review/hand_in.hpp"
#include "marketplace-server/review/refusal.hpp"
#include "marketplace-server/services.hpp"
#include "marketplace-server/store/records.hpp"

namespace haat::server {

// Does a check that was taken from the queue: open -> verify -> read -> run the rules -> record.
// What fails for another reason than the package is tried again in a while: as often as it takes,
// where something does not answer, and else a few times, after which the package is refused
// ("check-failed"); so is one that was begun that often and never ended.
void check_submission(const Check& check, Services& services);

// When one is begun again whose server is gone: at once, and then after ever longer waits, for what
// ends servers may be something else than the package.
Time begun_again_at(const Check& check, Time now);

// Whether bytes that were checked before could be brought now: keys end, and namespaces go to
// others.
Judged<void> still_stands(const Submission& before, const std::filesystem::path& zip,
                          const Bringer& bringer, Services& services);

}  // namespace haat::server
