#pragma once

#include <chrono>
#include <thread>

namespace haat::test {

// With what has to come and comes soon: no bound of what is tested, and on no machine met by
// chance. What is to come within a bound says so itself.
inline constexpr std::chrono::seconds patience{60};

// Whether it comes to hold.
template <class Holds>
bool comes_true(const Holds& holds, std::chrono::milliseconds most = patience) {
  const auto end = std::chrono::steady_clock::now() + most;
  while (!holds()) {
    if (std::chrono::steady_clock::now() >= end) return holds();
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  return true;
}

}  // namespace haat::test
