#pragma once

#include <cstddef>
#include <functional>

#include "core/result.hpp"

namespace haat {

// As many as the machine has processors, and no more than 8: the work here soon waits for memory.
unsigned useful_threads();

// Runs job(0) ... job(count - 1), begun in this order, on `threads` threads, the caller's among
// them. A failure ends it: what has begun is finished, nothing more is begun, and the result is the
// first failure in this order, however many threads there were. `worker` is below `threads`; no two
// jobs of one worker run at once. What a job throws is thrown here.
Result<void> in_parallel(
    std::size_t count, unsigned threads,
    const std::function<Result<void>(std::size_t index, unsigned worker)>& job);

}  // namespace haat
