#pragma once

#include <atomic>
#include <string>

#include "core/clock.hpp"
#include "core/result.hpp"
#include "marketplace-server/store/records.hpp"

namespace haat::server {

// Whether a webhook may be at this URL: https, or http to a host that the operator named, with no
// user and no fragment. ("webhook-url-invalid")
Result<void> judge_listener(const std::string& url, const std::vector<std::string>& private_hosts);

struct Told {
  int status = 0;       // of the answer; 0: there was none
  std::string trouble;  // why there was none, or what is wrong with it; empty: delivered
};

// Tells a webhook, once: no redirects, no address of this machine or its networks unless the
// operator named the host, ten seconds. Any answer of 200 to 299 will do.
Told tell(const Webhook& webhook, const Delivery& delivery, Time now,
          const std::vector<std::string>& private_hosts, const std::atomic<bool>& stopping);

}  // namespace haat::server
