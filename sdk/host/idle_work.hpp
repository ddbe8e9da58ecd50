#pragma once

#include <chrono>
#include <cstdint>

namespace haat {

// How much a plugin's threads do while nobody asks it anything. Some is fine; whoever never stops
// takes the processors from everybody else.
class IdleWork {
 public:
  using Clock = std::chrono::steady_clock;
  // Processor time that may be used at once; a tenth of what passes is given back.
  explicit IdleWork(Clock::duration allowance) : allowance_(allowance) {}

  // A look at it: its processor time until now, how often it was asked, and whether it is idle.
  // False: it has used up what it may.
  bool within(Clock::duration used, std::uint64_t requests, bool idle, Clock::time_point now);

 private:
  Clock::duration allowance_;
  Clock::duration in_vain_{0};
  Clock::duration last_used_{0};
  std::uint64_t last_requests_ = 0;
  bool was_idle_ = false;
  Clock::time_point last_look_{};
};

}  // namespace haat
