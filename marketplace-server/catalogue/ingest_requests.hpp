#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <set>
#include <string>
#include <utility>

namespace haat::server {

// Whose catalogues somebody wants to be taken at once. Threads: any.
class IngestRequests {
 public:
  void ask(const std::string& provider) {
    {
      const std::lock_guard lock(mutex_);
      providers_.insert(provider);
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

  // What was asked for, as soon as something is, or nothing after that time or once it is stopped.
  std::set<std::string> take(std::chrono::milliseconds patience) {
    std::unique_lock lock(mutex_);
    wake_.wait_for(lock, patience, [&] { return stopping_ || !providers_.empty(); });
    return std::exchange(providers_, {});
  }

 private:
  mutable std::mutex mutex_;
  std::condition_variable wake_;
  std::set<std::string> providers_;
  bool stopping_ = false;
};

}  // namespace haat::server
