#include "marketplace-server/review/transitions.hpp"

#include <algorithm>

#include "core/package/entry_name.hpp"
#include "core/wording.hpp"
#include "marketplace-server/review/version.hpp"

namespace haat::server {
namespace {

// Separation of duties: whatever else an account may do, it never judges its own work.
const Guard of_somebody_else{
    "somebody else brought it", [](const Submission& submission, const Deed& deed) -> Result<void> {
      if (submission.submitted_by == deed.caller.party() || deed.brought_by == deed.caller.name)
        return fail(
            Errc::permission_denied, "own-submission",
            deed.caller.name + " brought this and cannot decide on it; another curator must");
      return {};
    }};

// A provider's course has no partner: the curators who brought it answer for it.
const Guard of_their_own{
    "it is a partner's own, if a partner asks: of a course that was transferred, the new owner's",
    [](const Submission& submission, const Deed& deed) -> Result<void> {
      const auto& transferred = deed.transferred;
      if (deed.caller.sees(transferred ? transferred->partner : submission.submitted_by)) return {};
      return fail(Errc::permission_denied, "submission-of-another",
                  transferred
                      ? submission.course.id + " was transferred to " + transferred->partner +
                            " at " + to_rfc3339(transferred->since) + ", who alone decides on it"
                      : "another partner submitted this");
    }};

const Guard with_a_reason{"a reason is given",
                          [](const Submission&, const Deed& deed) -> Result<void> {
                            if (deed.reason.find_first_not_of(" \t\r\n") == std::string::npos)
                              return fail(Errc::invalid_argument, "reason-missing",
                                          std::string("\"") + name_of(deed.act) +
                                              "\" needs a reason that whoever reads it can act on");
                            return {};
                          }};

const Guard newer_than_all{
    "no version published before is as new",
    [](const Submission& submission, const Deed& deed) -> Result<void> {
      if (!deed.newest_version || newer_version(submission.course.version, *deed.newest_version))
        return {};
      return fail(Errc::conflict, "version-not-newer",
                  "version " + *deed.newest_version + " of " + submission.course.id +
                      " was published; version " + submission.course.version + " is not newer");
    }};

const Guard overtaken{
    "a version published since is as new",
    [](const Submission& submission, const Deed& deed) -> Result<void> {
      if (deed.newest_version && !newer_version(submission.course.version, *deed.newest_version))
        return {};
      return fail(Errc::conflict, "version-newer",
                  "version " + submission.course.version + " of " + submission.course.id +
                      " is newer than what was published");
    }};

Result<void> judge_score(const std::optional<Score>& score, const std::string& whose,
                         const std::string& how, const Policy& policy) {
  if (!score)
    return fail(Errc::conflict, "assessment-missing",
                whose + " has to answer the rubric " + policy.rubric.id() + " first (" + how + ")");
  if (!score->complete())
    return fail(Errc::conflict, "assessment-incomplete",
                "the rubric has " + counted(score->unanswered.size(), "unanswered item") +
                    ", the first is \"" + score->unanswered.front() + "\"; answer every one");
  return {};
}

const Guard assessed{
    "a curator or reviewer other than who brought it has answered every item of the rubric for "
    "this "
    "package, no "
    "gate has failed, and the grade is the policy's minimum or above",
    [](const Submission&, const Deed& deed) -> Result<void> {
      const Policy& policy = *deed.policy;
      HAAT_TRY_VOID(judge_score(deed.score, "a curator", "haat assess", policy));
      if (!deed.score->failed_gates.empty())
        return fail(Errc::conflict, "gate-failed",
                    "the rubric's gate \"" + deed.score->failed_gates.front() +
                        "\" was answered with no, so this cannot be published; request changes "
                        "or reject it");
      if (!deed.score->qualifies())
        return fail(Errc::conflict, "assessment-empty",
                    "nothing in the rubric that counts was found to apply, so there is no grade");
      if (!good_enough(deed.score->grade, policy))
        return fail(Errc::conflict, "grade-too-low",
                    "the grade is \"" + deed.score->grade + "\" (" + deed.score->percent() +
                        "); this marketplace asks for \"" + policy.minimum_grade + "\"");
      return {};
    }};

const Guard self_assessed{
    "where the policy asks for it, the partner has answered every item of the rubric",
    [](const Submission&, const Deed& deed) -> Result<void> {
      if (!deed.policy->self_assessment || !of_partner(deed.caller.role)) return {};
      return judge_score(deed.own_score, "the partner", "haat assess", *deed.policy);
    }};

const Guard in_a_proved_namespace{
    "where the policy asks for it, the partner has proved that the namespace is its own",
    [](const Submission& submission, const Deed& deed) -> Result<void> {
      if (!deed.policy->namespaces.proved || deed.namespace_proved ||
          submission.submitted_by.starts_with("provider:"))
        return {};
      return fail(Errc::conflict, "namespace-unproved",
                  submission.submitted_by +
                      " has not proved yet that the namespace of its courses is its own (haat "
                      "partner namespace " +
                      submission.submitted_by + " says how)");
    }};

std::size_t others_who_agree(const Deed& deed) {
  return static_cast<std::size_t>(
      std::count_if(deed.endorsed_by.begin(), deed.endorsed_by.end(),
                    [&](const std::string& name) { return name != deed.caller.name; }));
}

const Guard enough_agree{
    "with the caller as many curators and reviewers agree as the policy asks for",
    [](const Submission& submission, const Deed& deed) -> Result<void> {
      const std::size_t agree = others_who_agree(deed) + 1;
      const auto wanted = static_cast<std::size_t>(deed.policy->approvals);
      if (agree >= wanted) return {};
      return fail(Errc::conflict, "approvals-too-few",
                  counted(wanted, "curator") + " have to agree, and with " + deed.caller.name +
                      " it would be " + std::to_string(agree) +
                      "; let another endorse it first (haat review endorse " + submission.id + ")");
    }};

const Guard not_endorsed_before{
    "the caller has not endorsed it before",
    [](const Submission& submission, const Deed& deed) -> Result<void> {
      const auto& names = deed.endorsed_by;
      if (std::find(names.begin(), names.end(), deed.caller.name) == names.end()) return {};
      return fail(Errc::conflict, "endorsed-already",
                  deed.caller.name + " has endorsed submission " + submission.id + " already");
    }};

const Guard to_a_curator{
    "somebody is named who judges submissions and did not bring it",
    [](const Submission& submission, const Deed& deed) -> Result<void> {
      const std::string name = deed.to_whom.value_or("");
      if (!deed.assigned_to_curator)
        return fail(
            Errc::invalid_argument, "curator-unknown",
            "\"" + printable(name) + "\" is no curator or reviewer; name one in \"curator\"");
      if (submission.submitted_by == name || deed.brought_by == name)
        return fail(Errc::conflict, "own-submission",
                    name + " brought this and cannot judge it; name another curator");
      return {};
    }};

const Guard at_a_time_to_come{
    "a time to come is given", [](const Submission&, const Deed& deed) -> Result<void> {
      if (!deed.at)
        return fail(Errc::invalid_argument, "time-missing",
                    "say when, in \"at\", as in 2027-01-31T06:00:00Z");
      if (*deed.at <= deed.now)
        return fail(Errc::invalid_argument, "time-past",
                    to_rfc3339(*deed.at) + " is over; name a time to come");
      return {};
    }};

const Guard when_it_is_due{
    "its time has come", [](const Submission& submission, const Deed& deed) -> Result<void> {
      const auto& due = deed.act == Act::publish ? submission.publish_at : submission.retire_at;
      if (!due || *due <= deed.now) return {};
      return fail(Errc::conflict, "not-due", "this is due at " + to_rfc3339(*due));
    }};

template <class... Each>
constexpr Guards only_if(const Each&... each) {
  return {&each...};
}

constexpr Roles partner = Role::partner, curator = Role::curator, admin = Role::admin,
                marketplace = Role::marketplace;
constexpr Roles owners = partner | curator;
constexpr Roles complainants =
    Roles(Role::author) | partner | Role::reviewer | curator | admin;  // all but auditors

const std::array table = {
    // The machine looks at what was brought. A server that was killed at it has begun in vain.
    Transition{State::submitted, Act::check, State::checking, marketplace, only_if(), nullptr},
    Transition{State::submitted, Act::withdraw, State::withdrawn, owners, only_if(of_their_own),
               &leaves_queue},
    Transition{State::checking, Act::check, State::checking, marketplace, only_if(), nullptr},
    Transition{State::checking, Act::pass, State::in_review, marketplace, only_if(), &is_told},
    Transition{State::checking, Act::keep, State::draft, marketplace, only_if(), &is_told},
    Transition{State::checking, Act::quarantine, State::quarantined, marketplace, only_if(),
               &is_told},
    Transition{State::checking, Act::refuse, State::refused, marketplace, only_if(with_a_reason),
               &is_not_kept},
    Transition{State::checking, Act::replace, State::superseded, marketplace, only_if(), &is_told},
    Transition{State::checking, Act::withdraw, State::withdrawn, owners, only_if(of_their_own),
               &leaves_queue},

    // Before a decision.
    Transition{State::quarantined, Act::admit, State::in_review, curator,
               only_if(of_somebody_else, with_a_reason), nullptr},
    Transition{State::quarantined, Act::reject, State::rejected, curator,
               only_if(of_somebody_else, with_a_reason), nullptr},
    Transition{State::quarantined, Act::replace, State::superseded, owners, only_if(of_their_own),
               nullptr},
    Transition{State::quarantined, Act::withdraw, State::withdrawn, owners, only_if(of_their_own),
               nullptr},
    Transition{State::draft, Act::submit, State::in_review, owners,
               only_if(of_their_own, self_assessed), nullptr},
    Transition{State::draft, Act::replace, State::superseded, Roles(Role::author) | owners,
               only_if(of_their_own), nullptr},
    Transition{State::draft, Act::withdraw, State::withdrawn, owners, only_if(of_their_own),
               nullptr},
    Transition{State::in_review, Act::assign, State::in_review, curator | admin,
               only_if(to_a_curator), nullptr},
    Transition{State::in_review, Act::endorse, State::in_review, judges,
               only_if(of_somebody_else, not_endorsed_before, assessed), &is_endorsed},
    Transition{State::in_review, Act::request_changes, State::changes_requested, judges,
               only_if(of_somebody_else, with_a_reason), &begins_anew},
    Transition{State::in_review, Act::reject, State::rejected, curator,
               only_if(of_somebody_else, with_a_reason), nullptr},
    Transition{
        State::in_review, Act::accept, State::accepted, curator,
        only_if(of_somebody_else, newer_than_all, in_a_proved_namespace, assessed, enough_agree),
        &is_decided},
    Transition{State::in_review, Act::replace, State::superseded, owners, only_if(of_their_own),
               nullptr},
    Transition{State::in_review, Act::withdraw, State::withdrawn, owners, only_if(of_their_own),
               nullptr},
    Transition{State::changes_requested, Act::answer, State::in_review, owners,
               only_if(of_their_own, with_a_reason), nullptr},
    Transition{State::changes_requested, Act::replace, State::superseded, owners,
               only_if(of_their_own), nullptr},
    Transition{State::changes_requested, Act::withdraw, State::withdrawn, owners,
               only_if(of_their_own), nullptr},
    Transition{State::changes_requested, Act::reject, State::rejected, curator,
               only_if(of_somebody_else, with_a_reason), nullptr},

    // Between the decision and its publication.
    Transition{State::accepted, Act::reschedule, State::accepted, curator,
               only_if(at_a_time_to_come), nullptr},
    Transition{State::accepted, Act::request_changes, State::changes_requested, curator,
               only_if(of_somebody_else, with_a_reason), &begins_anew},
    Transition{State::accepted, Act::withdraw, State::withdrawn, owners, only_if(of_their_own),
               nullptr},
    Transition{State::accepted, Act::publish, State::live, marketplace,
               only_if(when_it_is_due, newer_than_all), &is_published},
    Transition{State::accepted, Act::supersede, State::superseded, marketplace, only_if(overtaken),
               nullptr},

    // In the catalogue.
    Transition{State::live, Act::unlist, State::unlisted, owners,
               only_if(of_their_own, with_a_reason), &leaves_lists},
    Transition{State::live, Act::flag, State::flagged, complainants, only_if(with_a_reason),
               &gets_mark},
    Transition{State::live, Act::schedule_end, State::live, owners,
               only_if(of_their_own, at_a_time_to_come), nullptr},
    Transition{State::live, Act::retire, State::retired, owners | marketplace,
               only_if(of_their_own, with_a_reason), &is_given_out_no_more},
    Transition{State::live, Act::take_down, State::taken_down, curator | admin,
               only_if(with_a_reason), &is_given_out_no_more},
    Transition{State::live, Act::supersede, State::superseded, marketplace, only_if(), &gives_way},
    Transition{State::unlisted, Act::list, State::live, owners, only_if(of_their_own),
               &is_listed_again},
    Transition{State::unlisted, Act::flag, State::flagged, complainants, only_if(with_a_reason),
               &gets_mark},
    Transition{State::unlisted, Act::retire, State::retired, owners | marketplace,
               only_if(of_their_own, with_a_reason), &is_given_out_no_more},
    Transition{State::unlisted, Act::take_down, State::taken_down, curator | admin,
               only_if(with_a_reason), &is_given_out_no_more},
    Transition{State::unlisted, Act::supersede, State::superseded, marketplace, only_if(),
               &gives_way},
    Transition{State::flagged, Act::clear, State::live, curator,
               only_if(of_somebody_else, with_a_reason), &is_listed_again},
    Transition{State::flagged, Act::retire, State::retired, owners | marketplace,
               only_if(of_their_own, with_a_reason), &is_given_out_no_more},
    Transition{State::flagged, Act::take_down, State::taken_down, curator | admin,
               only_if(with_a_reason), &is_given_out_no_more},
    Transition{State::flagged, Act::supersede, State::superseded, marketplace, only_if(),
               &gives_way},

    // After it: what turns out to be wrong is revoked, too.
    Transition{State::superseded, Act::take_down, State::taken_down, curator | admin,
               only_if(with_a_reason), &is_given_out_no_more},
    Transition{State::retired, Act::take_down, State::taken_down, curator | admin,
               only_if(with_a_reason), &is_given_out_no_more},
};

}  // namespace

std::span<const Transition> transitions() {
  return table;
}

Result<const Transition*> find_transition(const Submission& submission, Act act, const Deed& deed) {
  const auto row = std::find_if(table.begin(), table.end(), [&](const Transition& transition) {
    return transition.from == submission.state && transition.act == act;
  });
  if (row == table.end())
    return fail(Errc::conflict, "submission-state",
                "submission " + submission.id + " is in the state \"" +
                    to_string(submission.state) + "\", where \"" + name_of(act) +
                    "\" is not possible");
  if (!row->roles.allow(deed.caller.role))
    return fail(Errc::permission_denied, "role-not-allowed",
                with_article(deed.caller.role) + " may not do this");
  for (const Guard* guard : row->guards) {
    if (!guard) break;
    HAAT_TRY_VOID(guard->holds(submission, deed));
  }
  return &*row;
}

Roles roles_of(Act act) {
  Roles roles;
  for (const Transition& transition : table)
    if (transition.act == act) roles = roles | transition.roles;
  return roles;
}

}  // namespace haat::server
