#pragma once

#include <string>
#include <vector>

#include "core/result.hpp"

namespace haat::server {

// The TXT records (RFC 1035, 3.3.14) of a name of the DNS, none where it has none, within five
// seconds. `servers`: "192.0.2.1", "192.0.2.1:5353"; none: the machine's own.
// unavailable ("dns-unavailable")
Result<std::vector<std::string>> txt_records(const std::string& name,
                                             const std::vector<std::string>& servers);

}  // namespace haat::server
