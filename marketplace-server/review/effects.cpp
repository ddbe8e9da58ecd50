#include "marketplace-server/review/effects.hpp"

#include "marketplace-server/review/release_statement.hpp"
#include "marketplace-server/review/transitions.hpp"
#include "marketplace-server/store/session.hpp"
#include "marketplace-server/tuf/repository.hpp"

namespace haat::server {
namespace {

// The release goes the way of its submission, in the catalogue and, where it is given out no more,
// out of the TUF repository.
Result<void> follow(Session& session, Repository& repository, const Submission& submission,
                    const Deed& deed) {
  HAAT_TRY(const auto release,
           session.find_release(submission.course.id, submission.course.version));
  HAAT_TRY_VOID(
      session.set_release_state(submission.id, submission.state, past_of(deed.act), deed.now));
  if (is_served(submission.state) || !release || release->submission != submission.id) return {};
  return repository.unlist(*release);
}

Result<void> publish(Session& session, Repository& repository, const Submission& submission,
                     const Deed& deed) {
  const Publication& publication = *deed.publication;
  HAAT_TRY_VOID(session.publish(publication.release));
  auto signatures = submission.signatures;
  signatures.push_back(publication.signature);
  HAAT_TRY_VOID(session.set_signatures(submission.id, signatures));
  return repository.list(publication.release, publication.statement);
}

Result<void> tell(Session& session, const Deed& deed) {
  return session.set_examined(*deed.checked);
}

}  // namespace

const Effect leaves_queue{"nobody checks it any more",
                          [](Session& session, Repository&, const Submission& submission,
                             const Deed&) { return session.drop_check(submission.id); }};

const Effect is_told{"what was found in it is told",
                     [](Session& session, Repository&, const Submission&, const Deed& deed) {
                       return tell(session, deed);
                     }};

const Effect is_not_kept{
    "what was found in it is told, its bytes are not kept, and an upload that it came by can be "
    "submitted again",
    [](Session& session, Repository&, const Submission& submission, const Deed& deed) {
      return tell(session, deed).and_then([&] { return session.free_uploads(submission.id); });
    }};

const Effect is_endorsed{
    "the caller counts as one who agrees",
    [](Session& session, Repository&, const Submission& submission, const Deed& deed) {
      return session.endorse(submission.id, {deed.caller.name, deed.now});
    }};

const Effect begins_anew{"endorsements count no more",
                         [](Session& session, Repository&, const Submission& submission,
                            const Deed&) { return session.clear_endorsements(submission.id); }};

const Effect is_decided{
    "the release statement is written down, to be signed when it is published",
    [](Session& session, Repository&, const Submission& submission, const Deed& deed) {
      return session.set_statement(submission.id, to_json(release_statement(submission, deed)));
    }};

const Effect is_published{"the countersigned package is in the catalogue and a TUF target",
                          publish};

const Effect is_listed_again{"the course is in the catalogue's lists", follow};

const Effect leaves_lists{"the course is in none of the catalogue's lists", follow};

const Effect gets_mark{"the course is marked in the catalogue", follow};

const Effect gives_way{"the package is out of the catalogue and no TUF target", follow};

const Effect is_given_out_no_more{"the package is given out no more and is no TUF target", follow};

}  // namespace haat::server
