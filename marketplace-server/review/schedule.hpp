#pragma once

#include <chrono>
#include <map>
#include <string>

#include "core/repeated.hpp"
#include "marketplace-server/services.hpp"
#include "marketplace-server/store/records.hpp"

namespace haat::server {

// Does what was decided when its time has come: publishes what is accepted, retires what is to end.
// What fails is tried again, ever more seldom, and the log says why. Until it is destroyed.
class Schedule {
 public:
  explicit Schedule(Services& services);

 private:
  struct Failure {
    int times = 0;
    std::chrono::steady_clock::time_point again{};  // whatever becomes of the time of day
  };
  void do_what_is_due();
  void attempt(const std::string& id, Result<Submission> (*act)(const std::string&, Services&));

  Services& services_;
  std::map<std::string, Failure> failures_;  // by submission
  Repeated repeated_;
};

}  // namespace haat::server
