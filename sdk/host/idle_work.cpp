#include "sdk/host/idle_work.hpp"

#include <algorithm>
#include <utility>

namespace haat {

// Between two looks it may have been asked and have answered: then that is what it worked for.
bool IdleWork::within(Clock::duration used, std::uint64_t requests, bool idle,
                      Clock::time_point now) {
  const auto work = used - std::exchange(last_used_, used);
  const auto given_back = (now - std::exchange(last_look_, now)) / 10;
  const bool asked = requests != std::exchange(last_requests_, requests);
  const bool unasked = std::exchange(was_idle_, idle) && idle && !asked;
  if (unasked) in_vain_ += work;
  in_vain_ = std::max(in_vain_ - given_back, Clock::duration{0});
  return in_vain_ <= allowance_;
}

}  // namespace haat
