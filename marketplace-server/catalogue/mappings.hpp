#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>

#include "core/mapping/mapping.hpp"

namespace haat::server {

// The mappings that count now, by provider. Replaced as a whole; what somebody holds stays as it is
// for as long as they hold it. Threads: any.
class Mappings {
 public:
  using ByProvider = std::map<std::string, Mapping>;
  explicit Mappings(ByProvider all) : all_(std::make_shared<const ByProvider>(std::move(all))) {}

  // nullptr: it has none.
  std::shared_ptr<const Mapping> of(const std::string& provider) const {
    const std::lock_guard lock(lock_);
    const auto found = all_->find(provider);
    return found == all_->end() ? nullptr : std::shared_ptr<const Mapping>(all_, &found->second);
  }

  void replace(ByProvider all) {
    auto next = std::make_shared<const ByProvider>(std::move(all));
    const std::lock_guard lock(lock_);
    all_.swap(next);
  }

 private:
  mutable std::mutex lock_;
  std::shared_ptr<const ByProvider> all_;
};

}  // namespace haat::server
