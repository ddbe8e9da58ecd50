#pragma once

#include <memory>
#include <mutex>

#include "marketplace-server/review/policy.hpp"

namespace haat::server {

// The policy that counts now. It is replaced as a whole: whoever looks sees the old one or the new
// one, and what they hold stays as it is for as long as they hold it. Threads: any.
class PolicyInForce {
 public:
  explicit PolicyInForce(Policy policy)
      : policy_(std::make_shared<const Policy>(std::move(policy))) {}

  std::shared_ptr<const Policy> now() const {
    const std::lock_guard lock(lock_);
    return policy_;
  }
  // Good for one expression: what outlives it takes now().
  std::shared_ptr<const Policy> operator->() const { return now(); }

  void replace(Policy policy) {
    auto next = std::make_shared<const Policy>(std::move(policy));
    const std::lock_guard lock(lock_);
    policy_.swap(next);
  }

 private:
  mutable std::mutex lock_;
  std::shared_ptr<const Policy> policy_;
};

}  // namespace haat::server
