#include "marketplace-server/review/visible_submission.hpp"

#include <algorithm>

#include "core/package/entry_name.hpp"
#include "marketplace-server/store/session.hpp"

namespace haat::server {

Result<Submission> visible_submission(Session& session, const std::string& id,
                                      const Caller& caller) {
  HAAT_TRY(Submission submission, session.find_submission(id));
  if (caller.sees(submission.submitted_by)) return submission;
  HAAT_TRY(const auto parties, session.parties_to(id));
  if (std::find(parties.begin(), parties.end(), caller.party()) == parties.end())
    return fail(Errc::not_found, "submission-unknown", "there is no submission " + printable(id));
  return submission;
}

}  // namespace haat::server
