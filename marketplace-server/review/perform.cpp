#include "marketplace-server/review/perform.hpp"

#include "marketplace-server/review/assess.hpp"
#include "marketplace-server/review/policy_in_force.hpp"
#include "marketplace-server/review/visible_submission.hpp"
#include "marketplace-server/review/who_brought.hpp"
#include "marketplace-server/store/store.hpp"
#include "marketplace-server/tuf/repository.hpp"

namespace haat::server {
namespace {

Result<void> judge_revision(const Submission& submission, const Deed& deed) {
  if (!deed.revision || *deed.revision == submission.revision) return {};
  return fail(Errc::conflict, "submission-changed",
              "submission " + submission.id + " has changed since: you saw revision " +
                  std::to_string(*deed.revision) + ", and it is at " +
                  std::to_string(submission.revision) + " now; look at it again");
}

// Of a course everybody may complain; its submission is hidden from them as ever.
Result<Submission> find(Session& session, const std::string& id, const Deed& deed) {
  if (deed.act == Act::flag) return session.find_submission(id);
  return visible_submission(session, id, deed.caller);
}

Result<void> look_around(Session& session, const Submission& submission, Deed& deed) {
  HAAT_TRY(const auto newest, session.find_newest(submission.course.id));
  if (newest) deed.newest_version = newest->course.version;
  HAAT_TRY(deed.endorsed_by, session.endorsed_by(submission.id));
  HAAT_TRY(deed.brought_by, who_brought(session, submission));
  HAAT_TRY(deed.transferred, session.course_owner(submission.course.id));
  HAAT_TRY(deed.score, score_given(session, submission, false, *deed.policy));
  HAAT_TRY(deed.own_score, score_given(session, submission, true, *deed.policy));
  HAAT_TRY(const auto proof, session.namespace_proof(submission.submitted_by));
  deed.namespace_proved = proof.has_value();
  if (deed.to_whom) {
    HAAT_TRY(const auto account, session.find_account(*deed.to_whom));
    deed.assigned_to_curator = account && !account->closed_at && judges.allow(account->role);
  }
  return {};
}

// The machine's own, about what was just brought.
bool is_check(Act act) {
  return act == Act::check || act == Act::pass || act == Act::keep || act == Act::quarantine ||
         act == Act::refuse;
}

// What somebody decided stands with the submission; what merely happens to it does not.
bool is_decision(const Transition& row) {
  return row.from != row.to && !is_check(row.act) && row.act != Act::replace &&
         row.act != Act::publish && row.act != Act::supersede;
}

Move move_by(const Transition& row, const Submission& submission, const Deed& deed) {
  Move move;
  move.to = row.to;
  move.publish_at = submission.publish_at;
  move.retire_at = submission.retire_at;
  if (is_decision(row)) {
    move.decided = By{deed.caller.name, deed.now};
    move.reason = deed.reason;
  }
  if (is_check(row.act) && !deed.reason.empty()) move.reason = deed.reason;
  if (row.act == Act::assign) move.assigned_to = deed.to_whom;
  if (row.act == Act::accept || row.act == Act::reschedule) move.publish_at = deed.at;
  if (row.act == Act::schedule_end) move.retire_at = deed.at;
  if (row.to == State::changes_requested || row.to == State::live) move.publish_at.reset();
  return move;
}

std::map<std::string, std::string> details_of(const Submission& submission, const Deed& deed) {
  std::map<std::string, std::string> details{{"course", submission.course.id},
                                             {"version", submission.course.version},
                                             {"package", submission.digest}};
  if (!deed.reason.empty()) details["reason"] = deed.reason;
  if (deed.to_whom) details["to"] = *deed.to_whom;
  if (deed.at) details["when"] = to_rfc3339(*deed.at);
  if (!deed.by.empty()) details["by"] = deed.by;
  if (deed.act == Act::accept) details["statement"] = to_hex(sha256(submission.statement));
  if (is_check(deed.act)) details["state"] = to_string(submission.state);
  if (!submission.problem.empty()) details["problem"] = submission.problem;
  if (deed.publication) details["blob"] = deed.publication->release.blob;
  // A package that cannot be read is of no course.
  std::erase_if(details, [](const auto& detail) { return detail.second.empty(); });
  return details;
}

}  // namespace

Result<Submission> perform(Session& session, Repository& repository, const std::string& id,
                           Deed deed, const Services& services) {
  deed.now = services.clock();
  deed.policy = services.policy.now();
  HAAT_TRY(const Submission submission, find(session, id, deed));
  HAAT_TRY_VOID(judge_revision(submission, deed));
  HAAT_TRY_VOID(look_around(session, submission, deed));
  HAAT_TRY(const Transition* row, find_transition(submission, deed.act, deed));
  HAAT_TRY_VOID(session.move_submission(submission, move_by(*row, submission, deed)));
  HAAT_TRY(Submission moved, session.find_submission(id));
  if (row->effect) {
    HAAT_TRY_VOID(row->effect->happens(session, repository, moved, deed));
    HAAT_TRY(moved, session.find_submission(id));
  }
  HAAT_TRY_VOID(session.log({deed.caller.name, deed.now},
                            std::string("submission.") + past_of(deed.act), submission.id,
                            details_of(moved, deed)));
  return moved;
}

Deed deed_of_marketplace(Act act) {
  Deed deed;
  deed.act = act;
  deed.caller.name = "marketplace";
  deed.caller.role = Role::marketplace;
  return deed;
}

Result<Submission> perform(const std::string& id, Deed deed, Services& services) {
  return services.store.change([&](Session& session) -> Result<Submission> {
    Repository repository(session, services.online_key, services.clock());
    HAAT_TRY(Submission submission, perform(session, repository, id, std::move(deed), services));
    HAAT_TRY_VOID(repository.sign());
    return submission;
  });
}

}  // namespace haat::server
