#pragma once

#include <string>

#include "core/result.hpp"
#include "marketplace-server/review/transitions.hpp"
#include "marketplace-server/services.hpp"

namespace haat::server {

class Repository;
class Session;

// What the server itself does when its time has come.
Deed deed_of_marketplace(Act act);

// Does `deed.act` with a submission: the row of the table, its guards, the move, its effect and the
// line in the log, in one transaction or not at all. ("submission-unknown", "submission-changed",
// and what find_transition says)
Result<Submission> perform(const std::string& id, Deed deed, Services& services);

// The same within a transaction that is open already; the caller signs the repository.
Result<Submission> perform(Session& session, Repository& repository, const std::string& id,
                           Deed deed, const Services& services);

}  // namespace haat::server
