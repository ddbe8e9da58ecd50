#pragma once

#include <string>

#include "core/result.hpp"
#include "marketplace-server/store/records.hpp"

namespace haat::server {

class Session;

// From now on whoever signs in as this ("issuer" and "subject") has the account. conflict
// ("identity-linked"), not_found ("account-unknown"), permission_denied ("account-closed",
// "account-suspended")
Result<Identity> link(Session& session, Identity identity, const std::string& account,
                      const By& by);

}  // namespace haat::server
