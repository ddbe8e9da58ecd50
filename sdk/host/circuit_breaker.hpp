#pragma once

#include <string>

#include "core/clock.hpp"

namespace haat {

// Holds calls back from whoever failed too often in a row: for a while none is made (open), then
// one is let through to see (half-open), and by its end all are again, or none for another while.
// Threads: one at a time.
class CircuitBreaker {
 public:
  CircuitBreaker(int failures, std::chrono::seconds pause) : most_(failures), pause_(pause) {}

  // Whether a call may be made now. Who is let through says how it ended.
  bool lets_through(Time now);
  void succeeded();
  void failed(Time now, std::string why);  // a phrase

  // "calls are held back until 2026-11-23T06:41:46Z, since 5 in a row failed, the last one: …";
  // empty while they are made.
  std::string sentence(Time now) const;

 private:
  bool open() const { return failures_ >= most_; }

  const int most_;
  const std::chrono::seconds pause_;
  int failures_ = 0;
  Time until_{};
  std::string last_;
};

}  // namespace haat
