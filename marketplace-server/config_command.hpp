#pragma once

#include <iosfwd>
#include <string>
#include <vector>

namespace haat::server {

// "haat-server config ...": check and schema. The exit code: 0 fine, 1 there are faults, 2 wrong
// usage.
int config_command(const std::vector<std::string>& words, std::ostream& out, std::ostream& err);

}  // namespace haat::server
