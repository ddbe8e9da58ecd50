#pragma once

#include <future>
#include <thread>

namespace haat {

// Hands the listener of our filter of system calls over to the host, which is then asked about what
// the filter refuses. Under the filter nobody can send a descriptor, so a thread does it that was
// there before; it has ended before the plugin's library is opened.
class Witness {
 public:
  explicit Witness(int socket);  // to the host; closed at the end. -1: nobody listens
  ~Witness();
  Witness(const Witness&) = delete;
  Witness& operator=(const Witness&) = delete;

  bool is_wanted() const { return socket_ >= 0; }
  void hand_over(int listener);  // once; returns when it was sent

 private:
  int socket_;
  std::promise<int> listener_;
  std::thread thread_;
};

}  // namespace haat
