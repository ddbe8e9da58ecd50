#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "marketplace-server/http/framing.hpp"
#include "marketplace-server/http/idempotency.hpp"
#include "marketplace-server/http/network.hpp"
#include "marketplace-server/http/problem.hpp"
#include "marketplace-server/http/rate_limit.hpp"
#include "marketplace-server/http/request.hpp"
#include "marketplace-server/http/route.hpp"
#include "marketplace-server/services.hpp"

namespace haat::server {

// What is known about a request before a byte of its body was read: either it is refused, or it may
// go to its route.
struct Admission {
  std::optional<Problem> refusal;
  const Route* route = nullptr;
  Request request;  // without a body yet
  Headers headers;  // of the answer, whatever it is
};

class Dispatcher {
 public:
  struct Limits {
    std::uint64_t upload = 2ull << 30;  // bytes of a package
    std::uint64_t json = 1ull << 20;    // bytes of any other body
    std::vector<Network> proxies{};     // whose X-Forwarded-For is believed
    std::vector<Network> operators{};   // from where some routes need no token
    std::uint64_t account_rate = 0;     // requests a minute of one account; 0: as many as they like
    std::uint64_t address_rate = 0;     // the same of one address without an account
  };
  Dispatcher(Services& services, Limits limits)
      : services_(services),
        limits_(std::move(limits)),
        of_accounts_("account", limits_.account_rate),
        of_addresses_("address", limits_.address_rate),
        idempotency_(services) {}

  // Framing, path, method, token, role, scope, rate, kind and size of the body, in this order.
  // Nothing of the body is asked of the client before all of them agree.
  Admission admit(const Head& head);

  // Reads the body where the route takes JSON, runs the endpoint, and makes a problem document of
  // an error. A write with an Idempotency-Key is answered as it was the first time.
  Response answer(Admission& admission);

 private:
  std::optional<Problem> judge(const Head& head, Admission& admission);
  std::optional<Problem> judge_rate(Admission& admission);
  Response respond(Admission& admission);
  Response told(const Admission& admission, const std::function<Result<Response>()>& run) const;

  Services& services_;
  Limits limits_;
  RateLimit of_accounts_;
  RateLimit of_addresses_;
  Idempotency idempotency_;
};

}  // namespace haat::server
