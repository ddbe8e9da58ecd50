#pragma once

#include <string>

#include "core/result.hpp"
#include "marketplace-server/store/records.hpp"

namespace haat::server {

class Session;

// Of a provider's course, the curator who brought it, as the log tells: they answer for it. Empty
// for all else, which a partner answers for.
Result<std::string> who_brought(Session& session, const Submission& submission);

}  // namespace haat::server
