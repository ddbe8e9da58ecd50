#pragma once

#include <cstdint>
#include <set>
#include <string_view>

#include "core/package/package.hpp"

namespace haat {

// The bytes of all pages of a package that are looked into, together. A page is read into a tree,
// which takes seconds for some megabytes, and a small zip may have hundreds of them: so a package
// may ask for as much as pages of its size have, and Limits.pages_size at most.
std::uint64_t pages_limit(const Package& package, const Limits& limits);

// The pages that are too many: the last ones, by their names, so that it does not matter in which
// order they come. Views of the package's paths.
std::set<std::string_view> pages_left_out(const Package& package, const Limits& limits);

}  // namespace haat
