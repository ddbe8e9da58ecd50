#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "core/result.hpp"
#include "marketplace-server/http/problem.hpp"
#include "marketplace-server/http/request.hpp"
#include "marketplace-server/http/tus.hpp"
#include "marketplace-server/services.hpp"
#include "marketplace-server/store/records.hpp"

namespace haat::server {

struct Received {
  Upload upload;                   // as it is now
  std::optional<Problem> refusal;  // why nothing was taken: wrong offset, too long, wrong checksum
};

// The body of `request` goes behind the first `offset` bytes of the upload. Row and disk are
// brought together every few megabytes and every second, and when the connection breaks, so that
// little has to be sent again; but what comes with a checksum counts as a whole or not at all.
// ("upload-truncated", "upload-taken-over", "upload-unknown", "disk-failure")
Result<Received> receive_chunk(const Request& request, const std::string& id, std::uint64_t offset,
                               std::optional<tus::Checksum> checksum, Services& services);

}  // namespace haat::server
