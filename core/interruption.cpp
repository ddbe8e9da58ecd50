#include "core/interruption.hpp"

#include <atomic>

namespace haat {
namespace {

std::atomic<bool> interrupted = false;
static_assert(std::atomic<bool>::is_always_lock_free);

}  // namespace

void interrupt() noexcept {
  interrupted = true;
}

Result<void> not_interrupted() {
  if (!interrupted) return {};
  return fail(Errc::unavailable, "interrupted", "interrupted; nothing was left behind");
}

}  // namespace haat
