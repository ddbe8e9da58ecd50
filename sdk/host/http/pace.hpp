#pragma once

#include <chrono>
#include <cstdint>
#include <deque>

namespace haat::http {

// At most so many requests in any second.
class Pace {
 public:
  using Time = std::chrono::steady_clock::time_point;
  explicit Pace(std::uint32_t per_second) : per_second_(per_second) {}  // 0: any number

  // When the next one may begin, which it then does.
  Time take(Time now);

 private:
  std::uint32_t per_second_;
  std::deque<Time> last_;  // per_second_ of them at most
};

}  // namespace haat::http
