#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace haat::server {

// Whether names that differ by a slip of the typing hand are alike: those of organisations are;
// people are called meena.k and meena.s.
enum class Slips { count, do_not_count };

// Of the names that are there, one that a person could take `name` for: the same but for case and
// separators, or drawn alike (Unicode TS #39: rn and m, 0 and o, 1 and l), or one slip away, two if
// it is long. Short names differ by a slip all the time, so there a slip does not count; where both
// have as many parts with dots between them, that is asked of the one part that differs (in.gov.mp
// is not in.gov.up). Empty: none. The name itself is not its own look-alike.
std::string look_alike(std::string_view name, const std::vector<std::string>& there,
                       Slips slips = Slips::count);

}  // namespace haat::server
