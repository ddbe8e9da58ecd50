#pragma once

#include <condition_variable>
#include <mutex>
#include <thread>

#include "marketplace-server/services.hpp"

namespace haat::server {

// Removes, every minute, the files of uploads that have expired, were made a submission of or have
// no row, and in time the rows of those that expired. Until it is destroyed.
class UploadSweep {
 public:
  explicit UploadSweep(Services& services);
  ~UploadSweep();

 private:
  void run();

  Services& services_;
  std::mutex lock_;
  std::condition_variable wake_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace haat::server
