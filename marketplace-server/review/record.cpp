#include "marketplace-server/review/record.hpp"

#include "core/signing/key.hpp"
#include "marketplace-server/names/look_alike.hpp"
#include "marketplace-server/review/perform.hpp"
#include "marketplace-server/review/version.hpp"
#include "marketplace-server/store/store.hpp"
#include "marketplace-server/tuf/repository.hpp"

namespace haat::server {
namespace {

tl::unexpected<Error> foreign(const std::string& message) {
  return fail(Errc::corrupt, "namespace-foreign", message);
}

Result<void> judge_version(Session& session, const Course& course) {
  HAAT_TRY(const auto newest, session.find_newest(course.id));
  if (newest && !newer_version(course.version, newest->course.version))
    return fail(Errc::corrupt, "version-not-newer",
                "version " + newest->course.version + " of " + course.id +
                    " was published already; version " + course.version +
                    " is not newer, so raise it");
  return {};
}

// What waits for a decision makes room; what was decided does not.
Result<void> give_way(Session& session, const Submission& submission, const Bringer& bringer,
                      const Services& services) {
  HAAT_TRY(const auto brought,
           session.submissions_of(submission.course.id, submission.course.version));
  for (const Submission& old : brought) {
    if (old.state == State::accepted)
      return fail(Errc::conflict, "version-accepted",
                  "version " + old.course.version + " of " + old.course.id +
                      " is accepted and waits to be published; raise the version, or withdraw "
                      "submission " +
                      old.id);
    const bool waits = old.state == State::quarantined || old.state == State::draft ||
                       old.state == State::in_review || old.state == State::changes_requested;
    if (!waits) continue;
    Deed deed;
    deed.act = Act::replace;
    deed.caller = bringer.caller;
    deed.by = submission.id;
    Repository repository(session, services.online_key, submission.submitted_at);
    HAAT_TRY_VOID(perform(session, repository, old.id, std::move(deed), services));
  }
  return {};
}

// The id could be taken for that of another's course.
Result<std::vector<std::string>> notes_on(Session& session, const Course& course,
                                          const Bringer& bringer) {
  HAAT_TRY(const auto others, session.courses_as_long_as(course.id, bringer.caller.name_space));
  const std::string other = look_alike(course.id, others);
  if (other.empty()) return std::vector<std::string>{};
  return std::vector<std::string>{"the course id " + course.id + " could be taken for " + other +
                                  ", which another brought"};
}

Submission submission_of(const Examined& examined, const Blob& blob, const Bringer& bringer,
                         Time now) {
  Submission submission;
  submission.state = !examined.suspicions.empty() ? State::quarantined
                     : bringer.as_draft           ? State::draft
                                                  : State::in_review;
  if (!examined.suspicions.empty())
    submission.reason = "quarantined: " + in_words(examined.suspicions);
  submission.id = random_hex(8);
  submission.course = examined.course;
  submission.standard = examined.standard;
  submission.digest = examined.digest;
  submission.blob = blob.name;
  submission.size = blob.size;
  submission.submitted_by = bringer.submitted_by;
  submission.submitted_at = now;
  submission.findings = examined.findings;
  submission.signatures = examined.signatures;
  submission.report_digest = examined.report_digest;
  submission.facts = examined.facts;
  return submission;
}

Result<void> write_rows(Session& session, const Submission& submission, const Bringer& bringer,
                        const Services& services) {
  const By by{bringer.caller.name, submission.submitted_at};
  HAAT_TRY_VOID(judge_namespace(session, submission.course, bringer));
  HAAT_TRY_VOID(judge_version(session, submission.course));
  HAAT_TRY_VOID(give_way(session, submission, bringer, services));
  HAAT_TRY_VOID(session.add_submission(submission));
  if (!bringer.upload.empty()) {
    HAAT_TRY_VOID(session.use_upload(bringer.upload, submission.id));
  }
  if (!bringer.external_id.empty()) {
    OfferedCourse offer;
    offer.provider = bringer.submitted_by.substr(bringer.submitted_by.find(':') + 1);
    offer.external_id = bringer.external_id;
    HAAT_TRY_VOID(session.mark_submitted(offer, submission.id));
  }
  std::map<std::string, std::string> details{{"course", submission.course.id},
                                             {"version", submission.course.version},
                                             {"digest", submission.digest},
                                             {"blob", submission.blob},
                                             {"submitted_by", submission.submitted_by},
                                             {"state", to_string(submission.state)}};
  if (submission.reason) details["reason"] = *submission.reason;
  return session.log(by, "submission.created", submission.id, details);
}

bool still_counts(const Submission& submission, bool as_draft) {
  switch (submission.state) {
    case State::draft:
      return as_draft;
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

Result<void> judge_namespace(Session& session, const Course& course, const Bringer& bringer) {
  const std::string& own = bringer.caller.name_space;
  const bool partner = bringer.external_id.empty();
  if (partner && (own.empty() || !course.id.starts_with(own + ".")))
    return foreign("the course id " + course.id + " is not in your namespace \"" + own +
                   "\"; begin it with \"" + own + ".\"");
  HAAT_TRY(const auto owner, session.namespace_owner(course.id));
  if (owner && !(partner && owner->name_space == own))
    return foreign("the course id " + course.id + " is in the namespace of the partner " +
                   owner->name);
  return {};
}

Result<std::optional<Submission>> same_submission(Session& session, const std::string& blob,
                                                  const Bringer& bringer) {
  HAAT_TRY(auto found, session.submission_of_blob(bringer.submitted_by, blob));
  if (found && !still_counts(*found, bringer.as_draft)) found.reset();
  return found;
}

Judged<Submission> record_submission(TemporaryFile& zip, const Examined& examined,
                                     const Bringer& bringer, Services& services) {
  // Asked before the bytes are kept, so that a refusal leaves nothing, and again with the rows.
  std::vector<std::string> notes;
  HAAT_TRY_VOID(services.store.view([&](Session& session) -> Result<void> {
    HAAT_TRY_VOID(judge_namespace(session, examined.course, bringer));
    HAAT_TRY(notes, notes_on(session, examined.course, bringer));
    return judge_version(session, examined.course);
  }));
  HAAT_TRY(const Blob blob, services.blobs.keep(zip));
  Submission submission = submission_of(examined, blob, bringer, services.clock());
  submission.notes = std::move(notes);
  HAAT_TRY_VOID(services.store.change([&](Session& session) -> Result<void> {
    HAAT_TRY_VOID(services.blobs.confirm(blob));
    return write_rows(session, submission, bringer, services);
  }));
  return submission;
}

}  // namespace haat::server
