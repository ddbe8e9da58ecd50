#pragma once

#include "core/repeated.hpp"
#include "marketplace-server/services.hpp"

namespace haat::server {

// Removes, every minute, the files of uploads that have expired, were made a submission of or have
// no row, and in time the rows of those that expired. Until it is destroyed.
class UploadSweep {
 public:
  explicit UploadSweep(Services& services);

 private:
  Repeated repeated_;
};

}  // namespace haat::server
