#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "core/package/digest.hpp"

namespace haat::test {

// All that somebody was told, and what is wrong with it. Threads: any, while the lock is held where
// a member is no function.
struct Book {
  using Clock = std::chrono::steady_clock;

  std::mutex lock;
  std::map<std::string, std::string> acknowledged;  // submission -> "submitted", "accepted"
  std::map<std::uint64_t, Sha256> checkpoints;      // of the transparency log, by size
  std::vector<std::string> wrong;
  std::vector<double> waits;  // of publishers, in seconds, from one acceptance to the next
  std::atomic<int> reads{0}, refused{0};
  std::map<std::string, int> refusals;  // by the sentence that came with them
  std::atomic<Clock::rep> last_acknowledged{0};

  void acknowledge(const std::string& submission, const char* what);
  void complain(const std::string& what);
  bool acknowledged_since(Clock::time_point then) const {
    return last_acknowledged >= then.time_since_epoch().count();
  }
};

}  // namespace haat::test
