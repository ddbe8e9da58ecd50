#pragma once

#include <functional>
#include <string>

#include "marketplace-server/http/problem.hpp"
#include "marketplace-server/http/request.hpp"
#include "marketplace-server/http/response.hpp"
#include "marketplace-server/services.hpp"

namespace haat::server {

// Writes with an Idempotency-Key (draft-ietf-httpapi-idempotency-key-header-07) are done once, also
// if the server is killed meanwhile. An answer that tells of success is kept for 24 hours, of the
// last 10,000 of each account, or of each address where there is no account; encrypted under the
// token that asked and the key, since it may hold a secret that is shown once. What was refused has
// changed nothing, so it is done anew. Threads: any.
class Idempotency {
 public:
  explicit Idempotency(Services& services) : services_(services) {}

  // Runs it, unless it ran before for the same account, key and request: then the answer is the one
  // of then. Refuses a key that came with another request (422), or whose request is not done
  // (409). Without a key, and of what writes nothing, it just runs.
  Response once(const Request& request, const std::function<Response()>& run) const;

 private:
  struct Key;
  Result<Response> first(const Key& key, const std::function<Response()>& run) const;
  Result<Response> again(const Key& key) const;

  Services& services_;
};

}  // namespace haat::server
