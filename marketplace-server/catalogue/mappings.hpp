#pragma once

#include <map>
#include <memory>
#include <string>

#include "core/mapping/mapping.hpp"
#include "marketplace-server/in_force.hpp"

namespace haat::server {

// The mappings that count now, by provider.
class Mappings : public InForce<std::map<std::string, Mapping>> {
 public:
  using ByProvider = std::map<std::string, Mapping>;
  using InForce::InForce;

  // nullptr: it has none.
  std::shared_ptr<const Mapping> of(const std::string& provider) const {
    const auto all = now();
    const auto found = all->find(provider);
    return found == all->end() ? nullptr : std::shared_ptr<const Mapping>(all, &found->second);
  }
};

}  // namespace haat::server
