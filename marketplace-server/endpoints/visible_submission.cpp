#include "marketplace-server/endpoints/visible_submission.hpp"

#include "core/package/entry_name.hpp"
#include "marketplace-server/store/store.hpp"

namespace haat::server {

Result<Submission> visible_submission(const Request& request, Services& services) {
  const std::string& id = request.parameter("id");
  HAAT_TRY(auto submission,
           services.store.view([&](Session& session) { return session.find_submission(id); }));
  if (!request.caller->sees(submission.submitted_by))
    return fail(Errc::not_found, "submission-unknown", "there is no submission " + printable(id));
  return submission;
}

}  // namespace haat::server
