#pragma once

#include <memory>
#include <mutex>
#include <utility>

namespace haat::server {

// What counts now. It is replaced as a whole: whoever looks sees the old one or the new one, and
// what they hold stays as it is for as long as they hold it. Threads: any.
template <class T>
class InForce {
 public:
  explicit InForce(T value) : value_(std::make_shared<const T>(std::move(value))) {}

  std::shared_ptr<const T> now() const {
    const std::lock_guard lock(lock_);
    return value_;
  }
  // Good for one expression: what outlives it takes now().
  std::shared_ptr<const T> operator->() const { return now(); }

  void replace(T value) {
    auto next = std::make_shared<const T>(std::move(value));
    const std::lock_guard lock(lock_);
    value_.swap(next);
  }

 private:
  mutable std::mutex lock_;
  std::shared_ptr<const T> value_;
};

}  // namespace haat::server
