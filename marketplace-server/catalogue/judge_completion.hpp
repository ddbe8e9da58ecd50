#pragma once

#include <optional>

#include "core/clock.hpp"
#include "marketplace-server/store/records.hpp"
#include "sdk/host/provider_host.hpp"

namespace haat::server {

// What we make of what a provider tells: its verdict is "plausible", or what comes first of
// "time-unreadable", "number-impossible", "finished-before-begun", "in-the-future",
// "course-unknown" and "implausibly-quick" (in less than a tenth of the course's duration).
// `course` is the one that it names, if the provider ever offered it.
Completion judge_completion(const std::string& provider, const ProviderCompletion& told,
                            const std::optional<OfferedCourse>& course, Time now);

}  // namespace haat::server
