#pragma once

#include "core/repeated.hpp"
#include "marketplace-server/services.hpp"

namespace haat::server {

// Removes, on duty and every minute, what nobody can sign in with any more: sign-ins on their way
// and one-time codes that are over, and tokens that have been over or revoked for a month, so that
// whoever comes with one of these is told why for as long. What was done with them stays in the
// log. Until it is destroyed.
class Purge {
 public:
  explicit Purge(Services& services);

 private:
  Repeated repeated_;
};

}  // namespace haat::server
