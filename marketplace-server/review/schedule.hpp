#pragma once

#include <condition_variable>
#include <map>
#include <mutex>
#include <string>
#include <thread>

#include "marketplace-server/services.hpp"
#include "marketplace-server/store/records.hpp"

namespace haat::server {

// Does what was decided when its time has come: publishes what is accepted, retires what is to end.
// What fails is tried again, ever more seldom, and the log says why. Until it is destroyed.
class Schedule {
 public:
  explicit Schedule(Services& services);
  ~Schedule();

 private:
  struct Failure {
    int times = 0;
    Time again{};
  };
  void run();
  void do_what_is_due();
  void attempt(const std::string& id, Result<Submission> (*act)(const std::string&, Services&));

  Services& services_;
  std::map<std::string, Failure> failures_;  // by submission
  std::mutex lock_;
  std::condition_variable wake_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace haat::server
