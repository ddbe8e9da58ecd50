#pragma once

#include <functional>
#include <mutex>
#include <set>
#include <string>

#include "marketplace-server/http/request.hpp"
#include "marketplace-server/http/response.hpp"
#include "marketplace-server/services.hpp"

namespace haat::server {

// What requests with an Idempotency-Key were answered (draft-ietf-httpapi-idempotency-key-header).
// An answer that tells of success is kept for 24 hours, encrypted under the token that asked and
// the key: it may hold a secret that is shown once. What was refused changed nothing, so it is done
// anew. Threads: any.
class Answers {
 public:
  explicit Answers(Services& services) : services_(services) {}

  // Runs it, unless it was run before for this account, key and request: then the answer is the one
  // of then. Refuses a key that came with another request (422) or whose request is under way
  // (409). Without a key or an account it just runs.
  Response once(const Request& request, const std::function<Response()>& run);

 private:
  struct Claim;
  Result<Response> recall(const Request& request, const std::string& key, const std::string& id,
                          const std::function<Response()>& run);

  Services& services_;
  std::mutex lock_;
  std::set<std::string> under_way_;
};

}  // namespace haat::server
