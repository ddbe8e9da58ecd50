#pragma once

#include "core/repeated.hpp"
#include "marketplace-server/services.hpp"

namespace haat::server {

// Signs the TUF repository's documents again before they expire, however quiet the marketplace is,
// and says when the root is missing or about to end, which only people can mend. A thread of its
// own.
class Renewal {
 public:
  explicit Renewal(Services& services);

 private:
  void look();

  Services& services_;
  Time reminded_{};
  Repeated repeated_;
};

// Once, now. ("tuf-online-key-other")
Result<void> renew(Services& services);

}  // namespace haat::server
