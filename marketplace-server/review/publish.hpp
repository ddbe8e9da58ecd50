#pragma once

#include <string>

#include "core/result.hpp"
#include "marketplace-server/services.hpp"
#include "marketplace-server/store/records.hpp"

namespace haat::server {

// Puts an accepted submission into the catalogue: countersigns its package, with the proof that the
// log holds the decision, and then, in one transaction, moves it, the version that it replaces,
// the catalogue and the TUF repository. Done again after a failure, it makes the same package.
Result<Submission> publish(const std::string& id, Services& services);

}  // namespace haat::server
