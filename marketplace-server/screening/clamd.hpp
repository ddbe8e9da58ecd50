#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "core/package/package.hpp"
#include "core/result.hpp"
#include "marketplace-server/screening/suspicion.hpp"

namespace haat::server {

// Has ClamAV's daemon look at every file of a package, unpacked, over its socket: the path of a
// local one, or "127.0.0.1:3310" (clamd(8), IDSESSION and INSTREAM). A file that it finds too large
// is a suspicion, since nobody has looked at it. unavailable ("scanner-unavailable") where it does
// not answer: what nobody could look at goes nowhere.
Result<std::vector<Suspicion>> scan_with_clamd(const std::string& socket, const Package& package);

}  // namespace haat::server
