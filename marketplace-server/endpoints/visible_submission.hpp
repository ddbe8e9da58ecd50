#pragma once

#include "core/result.hpp"
#include "marketplace-server/http/request.hpp"
#include "marketplace-server/services.hpp"
#include "marketplace-server/store/records.hpp"

namespace haat::server {

// The submission {id} of the request's path. To a partner, those of others do not exist.
// ("submission-unknown")
Result<Submission> visible_submission(const Request& request, Services& services);

}  // namespace haat::server
