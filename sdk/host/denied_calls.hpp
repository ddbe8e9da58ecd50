#pragma once

#include <functional>
#include <future>
#include <memory>
#include <string>
#include <thread>

#include "sdk/host/descriptor.hpp"

namespace haat {

// What a worker tried and may not: its filter of system calls asks us about what is worth telling
// (wire/told_calls.hpp), and the answer is always EPERM. A thread of its own answers, so that a
// plugin waits for nobody; one that tries over and over waits longer each time.
class DeniedCalls {
 public:
  // `witness` is our end of the socket over which the worker hands its filter's listener over; a
  // kernel without such listeners leaves it silent. `log` hears of each deed once, from the thread.
  DeniedCalls(Descriptor witness, std::function<void(const std::string&)> log);
  ~DeniedCalls();  // what the filter asks from then on, the kernel answers with ENOSYS
  DeniedCalls(DeniedCalls&&) = default;

  // "tried to start a process and to send a signal, which no provider may"; empty: nothing.
  std::string sentence() const;

 private:
  struct State;
  std::shared_ptr<State> state_;
  std::future<void> ended_;
  std::thread thread_;
};

}  // namespace haat
