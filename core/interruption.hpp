#pragma once

#include "core/result.hpp"

namespace haat {

// Whoever waits has had enough. Safe in a signal handler; it is not taken back.
void interrupt() noexcept;

// Long work asks between two pieces, and then ends like from any other failure, so that what it had
// begun goes. unavailable ("interrupted").
Result<void> not_interrupted();

}  // namespace haat
