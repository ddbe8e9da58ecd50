#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <string>

#include "core/result.hpp"
#include "marketplace-server/store/records.hpp"

namespace haat::server {

struct Services;

// Where those who bring packages, those who check them and those who wait for it hear of each
// other, within one server: what is missed here is seen in the store a moment later. Threads: any.
class CheckCalls {
 public:
  void on_brought(std::function<void()> wake);  // nothing: nobody listens
  void brought();
  void checked(const std::string& submission);
  void stop();  // nobody is kept waiting from now on: the server ends

  // Hears of one submission from now on.
  class Listener {
   public:
    Listener(CheckCalls& calls, const std::string& submission);
    ~Listener();
    Listener(const Listener&) = delete;
    Listener& operator=(const Listener&) = delete;

    // Until it was checked here, or then. False: nobody may wait, since the server ends, or since
    // as many wait as there is room for.
    bool wait(std::chrono::steady_clock::time_point end);

   private:
    CheckCalls& calls_;
    const std::string submission_;
    bool has_room_ = false;
  };

 private:
  struct Awaited {
    int listeners = 0;
    int times = 0;  // that it was checked
  };
  std::mutex lock_;
  std::condition_variable heard_;
  std::map<std::string, Awaited> awaited_;  // by submission
  int waiting_ = 0;
  bool stopping_ = false;
  std::mutex wake_lock_;
  std::function<void()> wake_;
};

// The submission as soon as it is checked, or as it is then. ("submission-unknown")
Result<Submission> await_check(const std::string& submission, std::chrono::seconds patience,
                               Services& services);

}  // namespace haat::server
