#pragma once

#include "plugins/moodle/site.hpp"
#include "sdk/provider/provider.hpp"

namespace moodle {

// How the site fares, by what it says of itself and of the token's service: which functions that
// lacks, and so what of this provider does not work. Throws Failure if it does not answer.
haat::provider::Health health_of(Site& site);

}  // namespace moodle
