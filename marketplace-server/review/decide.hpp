#pragma once

#include <string>

#include "core/result.hpp"
#include "marketplace-server/auth/role.hpp"
#include "marketplace-server/services.hpp"
#include "marketplace-server/store/records.hpp"

namespace haat::server {

// A curator publishes: the package gets the marketplace's signature, in a copy; then, in one
// transaction, the release and every state that it changes are written.
Result<Submission> accept(const std::string& id, const Caller& curator, const std::string& comment,
                          Services& services);

// A curator sends it back, with a reason for the partner.
Result<Submission> reject(const std::string& id, const Caller& curator, const std::string& reason,
                          Services& services);

}  // namespace haat::server
