#include "marketplace-server/review/hand_in.hpp"

#include "core/qa/rubric/facts.hpp"
#include "core/signing/key.hpp"
#include "marketplace-server/review/check_calls.hpp"
#include "marketplace-server/store/store.hpp"

namespace haat::server {
namespace {

// Of what is in it nobody knows anything yet.
Submission submission_of(const Blob& blob, const Bringer& bringer, Time now) {
  Submission submission;
  submission.id = random_hex(8);
  submission.state = State::submitted;
  submission.blob = blob.name;
  submission.size = blob.size;
  submission.submitted_by = bringer.submitted_by;
  submission.submitted_at = now;
  submission.facts = to_json(Facts{});
  return submission;
}

Result<void> write_rows(Session& session, const Submission& submission, const Bringer& bringer) {
  HAAT_TRY_VOID(session.add_submission(submission));
  HAAT_TRY_VOID(session.add_check({.submission = submission.id,
                                   .partner = bringer.submitted_by,
                                   .account = bringer.caller.name,
                                   .as_draft = bringer.as_draft,
                                   .external_id = bringer.external_id}));
  return session.log({bringer.caller.name, submission.submitted_at}, "submission.created",
                     submission.id,
                     {{"blob", submission.blob},
                      {"submitted_by", submission.submitted_by},
                      {"state", to_string(submission.state)}});
}

bool still_counts(const Submission& submission, bool as_draft) {
  switch (submission.state) {
    case State::draft:
      return as_draft;
    case State::submitted:
    case State::checking:
    case State::quarantined:
    case State::in_review:
    case State::changes_requested:
    case State::accepted:
    case State::live:
    case State::unlisted:
    case State::flagged:
      return true;
    default:
      return false;
  }
}

}  // namespace

Result<std::optional<Submission>> same_submission(Session& session, const std::string& blob,
                                                  const Bringer& bringer) {
  if (!bringer.is_partner()) return std::nullopt;
  HAAT_TRY(auto found, session.submission_of_blob(bringer.submitted_by, blob));
  if (found && !still_counts(*found, bringer.as_draft)) found.reset();
  if (!found || !is_unchecked(found->state)) return found;
  HAAT_TRY(const auto check, session.find_check(found->id));
  if (check && check->as_draft && !bringer.as_draft) found.reset();  // it becomes a draft only
  return found;
}

Result<HandedIn> hand_in(TemporaryFile& zip, const Bringer& bringer, Services& services) {
  HAAT_TRY(const Blob blob, services.blobs.keep(zip));
  auto handed = services.store.change([&](Session& session) -> Result<HandedIn> {
    HAAT_TRY_VOID(services.blobs.confirm(blob));
    HandedIn result;
    // Whoever brought them at the same time may have been quicker.
    HAAT_TRY(const auto same, same_submission(session, blob.name, bringer));
    result.made = !same;
    result.submission = same ? *same : submission_of(blob, bringer, services.clock());
    if (result.made) {
      HAAT_TRY_VOID(write_rows(session, result.submission, bringer));
      HAAT_TRY(result.submission, session.find_submission(result.submission.id));  // its position
    }
    if (!bringer.upload.empty())
      HAAT_TRY_VOID(session.use_upload(bringer.upload, result.submission.id));
    return result;
  });
  if (handed) services.check_calls.brought();
  return handed;
}

}  // namespace haat::server
