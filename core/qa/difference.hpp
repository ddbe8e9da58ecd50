#pragma once

#include <string>
#include <string_view>

namespace haat {

// How one text becomes the other, as `diff -u` writes it, fit for a terminal; "" if they are equal.
// Time, memory and what is written are bounded: where more than a thousand lines differ, or ten
// thousand stand between the first and the last of them, the shortest way from one to the other is
// not looked for, and how many lines are not shown is said at the end.
std::string unified_difference(std::string_view path, std::string_view before,
                               std::string_view after);

}  // namespace haat
