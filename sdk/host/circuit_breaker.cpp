#include "sdk/host/circuit_breaker.hpp"

#include <utility>

namespace haat {

// The one that is let through takes the time on with it: should it never say how it ended, the next
// one is let through after another pause.
bool CircuitBreaker::lets_through(Time now) {
  if (!open()) return true;
  if (now < until_) return false;
  until_ = now + pause_;
  return true;
}

void CircuitBreaker::succeeded() {
  failures_ = 0;
}

void CircuitBreaker::failed(Time now, std::string why) {
  if (!open()) ++failures_;
  last_ = std::move(why);
  if (open()) until_ = now + pause_;
}

std::string CircuitBreaker::sentence(Time now) const {
  if (!open()) return {};
  return (now < until_ ? "calls are held back until " + to_rfc3339(until_)
                       : "the next call is one to see whether it works again") +
         ", since " + std::to_string(most_) + " in a row failed, the last one: " + last_;
}

}  // namespace haat
