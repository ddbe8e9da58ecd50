#pragma once

#include <ostream>
#include <string>
#include <vector>

namespace haat::server {

// haat-server fsck, gc, move: `arguments` begin with the command's name. Exit codes: 0 done and all
// well, 1 something is wrong with what is kept, 2 wrong usage, 3 it could not be done.
int upkeep_command(const std::vector<std::string>& arguments, std::ostream& out, std::ostream& err);
bool is_upkeep_command(const std::string& name);

}  // namespace haat::server
