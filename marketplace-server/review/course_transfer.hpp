#pragma once

#include <optional>
#include <string>

#include "core/result.hpp"
#include "marketplace-server/auth/role.hpp"
#include "marketplace-server/services.hpp"
#include "marketplace-server/store/records.hpp"

namespace haat::server {

class Session;

// A course goes from one partner to another in two steps: it is offered, and accepted. Each step
// happens with its line in the log, in one transaction or not at all.

// Whose it is: whom it was transferred to, or else in whose namespace it is. Nothing: a provider's,
// or nobody's.
Result<std::optional<std::string>> owner_of(Session& session, const std::string& course);

// For thirty days, by its owner, or, with a reason, by an admin. `wish` has the course, the new
// owner and the reason. not_found ("course-unknown"); permission_denied ("course-of-another");
// invalid_argument ("partner-unknown", "transfer-to-self", "reason-missing"); conflict
// ("course-of-provider", "submission-undecided", "transfer-open")
Result<Transfer> offer_course(Transfer wish, const Caller& caller, Services& services);

// Ends an offer: `how` is accepted, declined or withdrawn, `answer` why it is declined. From an
// acceptance on the course has another owner; what stands in the catalogue stays as it was signed.
// not_found ("transfer-unknown"); permission_denied ("transfer-of-another"); conflict
// ("transfer-ended", "course-of-another", "submission-undecided", "namespace-unproved")
Result<Transfer> end_offer(const std::string& id, Transfer::State how, const std::string& answer,
                           const Caller& caller, Services& services);

// To a partner's people, transfers between others do not exist. ("transfer-unknown")
Result<Transfer> visible_transfer(Session& session, const std::string& id, const Caller& caller,
                                  Time now);

}  // namespace haat::server
