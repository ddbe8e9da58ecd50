#pragma once

#include <condition_variable>
#include <mutex>
#include <thread>

#include "marketplace-server/services.hpp"

namespace haat::server {

// Signs the TUF repository's documents again before they expire, however quiet the marketplace is,
// and says when the root is missing or about to end, which only people can mend. A thread of its
// own.
class Renewal {
 public:
  explicit Renewal(Services& services);
  ~Renewal();
  Renewal(const Renewal&) = delete;
  Renewal& operator=(const Renewal&) = delete;

 private:
  void run();

  Services& services_;
  std::mutex lock_;
  std::condition_variable wake_;
  bool stopping_ = false;
  std::thread thread_;
};

// Once, now. ("tuf-online-key-other")
Result<void> renew(Services& services);

}  // namespace haat::server
