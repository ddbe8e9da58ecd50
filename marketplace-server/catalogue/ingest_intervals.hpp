#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <string>

#include "marketplace-server/in_force.hpp"

namespace haat::server {

// After how long a provider's catalogue is taken again, where its operator has said so.
class IngestIntervals : public InForce<std::map<std::string, std::chrono::seconds>> {
 public:
  using ByProvider = std::map<std::string, std::chrono::seconds>;
  using InForce::InForce;

  std::optional<std::chrono::seconds> of(const std::string& provider) const {
    const auto all = now();
    const auto found = all->find(provider);
    if (found == all->end()) return std::nullopt;
    return found->second;
  }
};

}  // namespace haat::server
