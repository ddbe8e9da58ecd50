#pragma once

#include <future>
#include <thread>

#include "sdk/host/descriptor.hpp"

namespace haat {

// Hands the listener of our filter of system calls over to the host, which is then asked about what
// the filter refuses. Under the filter nobody can send a descriptor, so a thread does it that was
// there before; it has ended before the plugin's library is opened.
class Witness {
 public:
  explicit Witness(Descriptor socket);  // to the host
  ~Witness();
  Witness(const Witness&) = delete;
  Witness& operator=(const Witness&) = delete;

  void hand_over(Descriptor listener);  // once; returns when it was sent

 private:
  Descriptor socket_;
  std::promise<Descriptor> listener_;  // none: there is nothing to be sent
  std::thread thread_;
};

}  // namespace haat
