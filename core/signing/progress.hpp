#pragma once

#include <cstdint>
#include <functional>

namespace haat {

// Bytes done, bytes in all. Called often, on any thread, but by one at a time; must be quick.
using Progress = std::function<void(std::uint64_t done, std::uint64_t total)>;

}  // namespace haat
