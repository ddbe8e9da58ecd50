#pragma once

#include "marketplace-server/in_force.hpp"
#include "marketplace-server/review/policy.hpp"

namespace haat::server {

class PolicyInForce : public InForce<Policy> {
 public:
  using InForce::InForce;
};

}  // namespace haat::server
