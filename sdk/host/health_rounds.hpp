#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace haat {

// A thread that asks every so often how the partners' systems fare.
class HealthRounds {
 public:
  // `ask` makes one round; it looks by itself who is due.
  HealthRounds(std::chrono::milliseconds tick, std::function<void()> ask);
  ~HealthRounds();  // waits for a round that is under way
  HealthRounds(const HealthRounds&) = delete;
  HealthRounds& operator=(const HealthRounds&) = delete;

 private:
  void run();

  std::chrono::milliseconds tick_;
  std::function<void()> ask_;
  std::mutex mutex_;
  std::condition_variable wake_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace haat
