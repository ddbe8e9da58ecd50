#pragma once

#include <string>
#include <string_view>

namespace haat {

// How one text becomes the other, as `diff -u` writes it, fit for a terminal; "" if they are equal.
// Time and memory are bounded: where more than a thousand lines differ, the shortest way from
// one to the other is not looked for.
std::string unified_difference(std::string_view path, std::string_view before,
                               std::string_view after);

}  // namespace haat
