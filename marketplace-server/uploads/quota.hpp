#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "core/result.hpp"
#include "marketplace-server/http/problem.hpp"
#include "marketplace-server/review/policy.hpp"
#include "marketplace-server/store/session.hpp"

namespace haat::server {

// Whether a partner has brought all that they may within 24 hours; the problem names the limit and
// what it would come to.

// `more` bytes: 413 "quota-bytes".
Result<std::optional<Problem>> judge_bytes(Session& session, const std::string& partner,
                                           std::uint64_t more, const Quota& quota, Time now);
// One more submission: 429 "quota-submissions".
Result<std::optional<Problem>> judge_submissions(Session& session, const std::string& partner,
                                                 const Quota& quota, Time now);
// One more upload of an account: 429 "uploads-too-many".
Result<std::optional<Problem>> judge_open_uploads(Session& session, const std::string& account,
                                                  const Quota& quota, Time now);

}  // namespace haat::server
