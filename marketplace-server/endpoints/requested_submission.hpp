#pragma once

#include "core/result.hpp"
#include "marketplace-server/http/request.hpp"
#include "marketplace-server/services.hpp"
#include "marketplace-server/store/records.hpp"

namespace haat::server {

// The submission {id} of the request's path, if the caller may see it. ("submission-unknown")
Result<Submission> requested_submission(const Request& request, Services& services);

}  // namespace haat::server
