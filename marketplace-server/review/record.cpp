#include "marketplace-server/review/record.hpp"

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

bool is_undecided(State state) {
  return state == State::quarantined || state == State::draft || state == State::in_review ||
         state == State::changes_requested;
}

// What waits for a decision makes room for what was brought after it; what was decided does not.
// The id of one that was brought since, or nothing.
Result<std::string> give_way(Session& session, Repository& repository, const Submission& submission,
                             const Bringer& bringer, const Services& services) {
  HAAT_TRY(const auto brought,
           session.submissions_of(submission.course.id, submission.course.version));
  std::string newer;
  for (const Submission& other : brought) {
    if (other.state == State::accepted)
      return fail(Errc::conflict, "version-accepted",
                  "version " + other.course.version + " of " + other.course.id +
                      " is accepted and waits to be published; raise the version, or withdraw "
                      "submission " +
                      other.id);
    if (!is_undecided(other.state)) continue;
    if (other.number > submission.number) {
      newer = other.id;
      continue;
    }
    Deed deed;
    deed.act = Act::replace;
    deed.caller = bringer.caller;
    deed.by = submission.id;
    HAAT_TRY_VOID(perform(session, repository, other.id, std::move(deed), services));
  }
  return newer;
}

// The id could be taken for that of another's course; one that was transferred has got it already.
Result<std::vector<std::string>> notes_on(Session& session, const Course& course,
                                          const Bringer& bringer) {
  HAAT_TRY(const auto transferred, session.course_owner(course.id));
  if (transferred) return std::vector<std::string>{};
  HAAT_TRY(const auto others,
           session.courses_as_long_as(course.id, bringer.submitted_by, bringer.caller.name_space));
  const std::string other = look_alike(course.id, others);
  if (other.empty()) return std::vector<std::string>{};
  return std::vector<std::string>{"the course id " + course.id + " could be taken for " + other +
                                  ", which another brought"};
}

Submission with_findings(Submission submission, const Examined& examined) {
  submission.course = examined.course;
  submission.standard = examined.standard;
  submission.digest = examined.digest;
  submission.findings = examined.findings;
  submission.signatures = examined.signatures;
  submission.report_digest = examined.report_digest;
  submission.facts = examined.facts;
  return submission;
}

Deed deed_that_ends(const Examined& examined, const Bringer& bringer, const std::string& newer) {
  if (!newer.empty()) {
    Deed deed = deed_of_marketplace(Act::replace);
    deed.by = newer;
    return deed;
  }
  if (examined.suspicions.empty())
    return deed_of_marketplace(bringer.as_draft ? Act::keep : Act::pass);
  Deed deed = deed_of_marketplace(Act::quarantine);
  deed.reason = "quarantined: " + in_words(examined.suspicions);
  return deed;
}

Result<Submission> take_in(const Check& check, const Examined& examined, const Bringer& bringer,
                           Services& services) {
  return services.store.change([&](Session& session) -> Result<Submission> {
    HAAT_TRY_VOID(session.end_check(check));
    HAAT_TRY(const Submission brought, session.find_submission(check.submission));
    Submission checked = with_findings(brought, examined);
    checked.checked_at = services.clock();
    HAAT_TRY_VOID(judge_namespace(session, checked.course, bringer));
    HAAT_TRY_VOID(judge_version(session, checked.course));
    HAAT_TRY(checked.notes, notes_on(session, checked.course, bringer));
    Repository repository(session, services.online_key, services.clock());
    HAAT_TRY(const std::string newer, give_way(session, repository, checked, bringer, services));
    if (!bringer.is_partner()) {
      OfferedCourse offer;
      offer.provider = bringer.submitted_by.substr(bringer.submitted_by.find(':') + 1);
      offer.external_id = bringer.external_id;
      HAAT_TRY_VOID(session.mark_submitted(offer, checked.id));
    }
    Deed deed = deed_that_ends(examined, bringer, newer);
    deed.checked = &checked;
    return perform(session, repository, checked.id, std::move(deed), services);
  });
}

Result<Submission> turn_away(const Check& check, const Judged<Examined>& judged, const Error& why,
                             Services& services) {
  return services.store.change([&](Session& session) -> Result<Submission> {
    HAAT_TRY_VOID(session.end_check(check));
    HAAT_TRY(Submission checked, session.find_submission(check.submission));
    if (judged)
      checked = with_findings(std::move(checked), *judged);
    else
      checked.findings = judged.error().findings;
    checked.checked_at = services.clock();
    checked.problem = why.id;
    Deed deed = deed_of_marketplace(Act::refuse);
    deed.reason = why.message;
    deed.checked = &checked;
    Repository repository(session, services.online_key, services.clock());
    return perform(session, repository, checked.id, std::move(deed), services);
  });
}

// Unless others brought the same. What is left, should this fail, haat-server gc takes.
void drop_bytes(const std::string& blob, Services& services) {
  const auto dropped = services.store.change([&](Session& session) -> Result<void> {
    HAAT_TRY(const bool named, session.names_blob(blob));
    return named ? Result<void>() : services.blobs.remove(blob);
  });
  if (!dropped)
    services.log("WARNING: the bytes of a refused package are still kept: " +
                 dropped.error().message);
}

bool is_packages_fault(const Error& error) {
  return error.kind != Errc::unavailable && error.kind != Errc::internal &&
         error.id != "check-lost";
}

}  // namespace

Result<void> judge_namespace(Session& session, const Course& course, const Bringer& bringer) {
  HAAT_TRY(const auto transferred, session.course_owner(course.id));
  if (transferred && transferred->partner == bringer.submitted_by) return {};
  if (transferred)
    return foreign("the course " + course.id + " was transferred from " +
                   transferred->former_owner + " to the partner " + transferred->partner + " at " +
                   to_rfc3339(transferred->since) + ", who alone brings versions of it");
  const std::string& own = bringer.caller.name_space;
  const bool partner = bringer.is_partner();
  if (partner && (own.empty() || !course.id.starts_with(own + ".")))
    return foreign("the course id " + course.id + " is not in your namespace \"" + own +
                   "\"; begin it with \"" + own + ".\"");
  HAAT_TRY(const auto owner, session.namespace_owner(course.id));
  if (owner && !(partner && owner->name_space == own))
    return foreign("the course id " + course.id + " is in the namespace of the partner " +
                   owner->name);
  return {};
}

Result<Submission> record_check(const Check& check, const Judged<Examined>& judged,
                                const Bringer& bringer, Services& services) {
  auto taken = judged ? take_in(check, *judged, bringer, services)
                      : Result<Submission>(tl::unexpected<Error>(judged.error().error));
  if (taken || !is_packages_fault(taken.error())) return taken;
  HAAT_TRY(Submission refused, turn_away(check, judged, taken.error(), services));
  drop_bytes(refused.blob, services);
  return refused;
}

}  // namespace haat::server
