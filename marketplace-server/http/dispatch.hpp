#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "marketplace-server/http/answers.hpp"
#include "marketplace-server/http/framing.hpp"
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
    Rates rates{};
    std::vector<Network> proxies{};    // whose X-Forwarded-For is believed
    std::vector<Network> operators{};  // from which some routes need no token
  };
  Dispatcher(Services& services, Limits limits)
      : services_(services),
        limits_(std::move(limits)),
        rates_(limits_.rates),
        answers_(services) {}

  // Framing, path, method, token, role, rate, kind and size of the body, in this order. Nothing of
  // the body is asked of the client before all of them agree.
  Admission admit(const Head& head);

  // Reads the body where the route takes JSON, runs the endpoint, and makes a problem document of
  // an error. A POST with an Idempotency-Key is answered as it was the first time.
  Response answer(Admission& admission);

 private:
  void judge(const Head& head, Admission& admission);
  std::optional<Problem> judge_rate(const Admission& admission, Headers& headers);
  Response respond(Admission& admission);
  Response run(Admission& admission);

  Services& services_;
  Limits limits_;
  RateLimit rates_;
  Answers answers_;
};

}  // namespace haat::server
