#pragma once

#include <iosfwd>
#include <string>
#include <vector>

namespace haat::server {

// "haat-server root ...": the offline root, in files that are carried by hand. The exit code: 0
// done, 1 the root lacks signatures (show), 2 wrong usage, 3 could not.
int root_command(const std::vector<std::string>& words, std::ostream& out, std::ostream& err);

}  // namespace haat::server
