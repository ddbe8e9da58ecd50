#pragma once

#include <string>

#include "core/result.hpp"
#include "marketplace-server/auth/role.hpp"
#include "marketplace-server/store/records.hpp"

namespace haat::server {

class Session;

// To a partner's people, the submissions of others do not exist, unless the course was transferred
// to it since. ("submission-unknown")
Result<Submission> visible_submission(Session& session, const std::string& id,
                                      const Caller& caller);

}  // namespace haat::server
