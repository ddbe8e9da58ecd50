#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <utility>

namespace haat::server {

// Says that the store has providers whose catalogues somebody wants to be taken (ask_ingest): who
// is on duty on another server finds them there. Threads: any.
class IngestRequests {
 public:
  void wake() {
    {
      const std::lock_guard lock(mutex_);
      woken_ = true;
    }
    wake_.notify_all();
  }

  void stop() {
    {
      const std::lock_guard lock(mutex_);
      stopping_ = true;
    }
    wake_.notify_all();
  }
  bool stopping() const {
    const std::lock_guard lock(mutex_);
    return stopping_;
  }

  // For the calls of a provider that an ingest makes: they end with it.
  auto wanted() const {
    return [this] { return !stopping(); };
  }

  // Until somebody asks, until it is stopped, or for that time.
  void wait(std::chrono::milliseconds patience) {
    std::unique_lock lock(mutex_);
    wake_.wait_for(lock, patience, [&] { return stopping_ || woken_; });
    woken_ = false;
  }

 private:
  mutable std::mutex mutex_;
  std::condition_variable wake_;
  bool woken_ = false;
  bool stopping_ = false;
};

}  // namespace haat::server
