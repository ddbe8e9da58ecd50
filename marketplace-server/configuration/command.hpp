#pragma once

#include <iosfwd>
#include <string>
#include <vector>

#include "marketplace-server/configuration/configuration.hpp"

namespace haat::server {

// "haat-server config ...", with what else stands on the command line. The exit code: 0 fine, 1
// there are faults, 2 wrong usage.
int config_command(const std::vector<std::string>& words, Choices choices, std::ostream& out,
                   std::ostream& err);

}  // namespace haat::server
