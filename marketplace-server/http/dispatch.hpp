#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "marketplace-server/http/framing.hpp"
#include "marketplace-server/http/problem.hpp"
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
};

class Dispatcher {
 public:
  struct Limits {
    std::uint64_t upload = 2ull << 30;  // bytes of a package
    std::uint64_t json = 1ull << 20;    // bytes of any other body
  };
  Dispatcher(Services& services, Limits limits) : services_(services), limits_(limits) {}

  // Framing, path, method, token, role, scope, kind and size of the body, in this order. Nothing of
  // the body is asked of the client before all of them agree.
  Admission admit(const Head& head) const;

  // Reads the body where the route takes JSON, runs the endpoint, and makes a problem document of
  // an error.
  Response answer(Admission& admission) const;

 private:
  Response answer_of(Admission& admission) const;

  Services& services_;
  Limits limits_;
};

}  // namespace haat::server
