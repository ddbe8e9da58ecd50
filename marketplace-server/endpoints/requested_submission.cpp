#include "marketplace-server/endpoints/requested_submission.hpp"

#include "marketplace-server/review/visible_submission.hpp"
#include "marketplace-server/store/store.hpp"

namespace haat::server {

Result<Submission> requested_submission(const Request& request, Services& services) {
  return services.store.view([&](Session& session) {
    return visible_submission(session, request.parameter("id"), *request.caller);
  });
}

}  // namespace haat::server
