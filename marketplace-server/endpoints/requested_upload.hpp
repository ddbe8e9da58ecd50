#pragma once

#include <optional>
#include <string>

#include "core/result.hpp"
#include "marketplace-server/http/problem.hpp"
#include "marketplace-server/http/request.hpp"
#include "marketplace-server/services.hpp"
#include "marketplace-server/store/records.hpp"

namespace haat::server {

// The caller's upload with that id; to everybody else it does not exist. ("upload-unknown")
Result<Upload> own_upload(const std::string& id, const Request& request, Services& services);

// 410, once its time is over.
std::optional<Problem> judge_expiry(const Upload& upload, Time now);

}  // namespace haat::server
