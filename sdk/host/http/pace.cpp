#include "sdk/host/http/pace.hpp"

#include <algorithm>

namespace haat::http {

Pace::Time Pace::take(Time now) {
  if (per_second_ == 0) return now;
  const bool full = last_.size() >= per_second_;
  const Time begins = full ? std::max(now, last_.front() + std::chrono::seconds(1)) : now;
  if (full) last_.pop_front();
  last_.push_back(begins);
  return begins;
}

}  // namespace haat::http
