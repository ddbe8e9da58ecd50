#pragma once

#include <ostream>
#include <string>
#include <vector>

namespace haat::server {

// haat-server mirror URL ...: `arguments` are those behind the name. Exit codes: 0 all is there and
// was proved, 1 the log is forked or something is not what it says, 2 wrong usage, 3 it could not
// be done.
int mirror_command(const std::vector<std::string>& arguments, std::ostream& out, std::ostream& err);

}  // namespace haat::server
