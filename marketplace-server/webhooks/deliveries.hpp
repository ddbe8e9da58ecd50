#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "marketplace-server/services.hpp"
#include "marketplace-server/store/records.hpp"

namespace haat::server {

// Tells webhooks what waits for them: several at once, each webhook one thing after the other. What
// fails is tried again, ever more seldom, for three days; then it is dead, to be looked at and sent
// again by hand. Until it is destroyed.
class Deliveries {
 public:
  explicit Deliveries(Services& services);
  ~Deliveries();

 private:
  void run();
  void sweep();
  std::optional<Delivery> claim();  // what is due, to a webhook that nobody is telling something
  void deliver(Delivery delivery);

  Services& services_;
  std::mutex lock_;
  std::condition_variable wake_;
  std::set<std::string> busy_;  // webhooks that are being told something
  Time swept_{};
  std::chrono::steady_clock::time_point quiet_until_{};  // nothing was due at the last look
  std::atomic<bool> stopping_{false};
  std::vector<std::thread> threads_;
};

}  // namespace haat::server
