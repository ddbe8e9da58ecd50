#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace haat::server {

// Of the names that are there, one that a person could take `name` for: the same but for case and
// separators, or drawn alike (Unicode TS #39: rn and m, 0 and o, 1 and l), or one slip of the
// typing hand away, two if it is long. Short names differ by a slip all the time, so there a slip
// does not count. Empty: none. The name itself is not its own look-alike.
std::string look_alike(std::string_view name, const std::vector<std::string>& there);

}  // namespace haat::server
