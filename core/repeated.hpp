#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace haat {

// A thread that does something at once, and again after each pause, until this is destroyed, which
// waits for what is under way.
class Repeated {
 public:
  // `work` says whether there is more to do, without a pause.
  Repeated(std::chrono::milliseconds pause, std::function<bool()> work);
  ~Repeated();
  void wake();  // does it now, or once more after what it does just now
  Repeated(const Repeated&) = delete;
  Repeated& operator=(const Repeated&) = delete;

 private:
  void run();

  std::chrono::milliseconds pause_;
  std::function<bool()> work_;
  std::mutex lock_;
  std::condition_variable wake_;
  bool stopping_ = false;
  bool woken_ = false;
  std::thread thread_;
};

}  // namespace haat
