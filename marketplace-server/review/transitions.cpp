#include "marketplace-server/review/transitions.hpp"

#include <algorithm>
#include <array>

#include "marketplace-server/review/version.hpp"

namespace haat::server {
namespace {

Result<void> nothing_more(const Submission&, const Deed&) {
  return {};
}

// Separation of duties: whatever else an account may do, it never judges its own work.
Result<void> not_their_own(const Submission& submission, const Deed& deed) {
  if (submission.submitted_by == deed.caller.name)
    return fail(Errc::permission_denied, "own-submission",
                deed.caller.name + " submitted this and cannot decide on it; another curator must");
  return {};
}

Result<void> may_accept(const Submission& submission, const Deed& deed) {
  HAAT_TRY_VOID(not_their_own(submission, deed));
  if (deed.live_version && !newer_version(submission.course.version, *deed.live_version))
    return fail(Errc::conflict, "version-not-newer",
                "version " + *deed.live_version + " of " + submission.course.id +
                    " is live; version " + submission.course.version + " is not newer");
  return {};
}

Result<void> may_reject(const Submission& submission, const Deed& deed) {
  HAAT_TRY_VOID(not_their_own(submission, deed));
  if (deed.reason.find_first_not_of(" \t\r\n") == std::string::npos)
    return fail(Errc::invalid_argument, "reason-missing",
                "a rejection needs a reason that the partner can act on");
  return {};
}

constexpr Roles owners =
    Roles(Role::partner) | Role::curator;  // a curator brings providers' courses

constexpr std::array table = {
    Transition{State::in_review, Act::accept, State::live, Role::curator, may_accept},
    Transition{State::in_review, Act::reject, State::rejected, Role::curator, may_reject},
    Transition{State::in_review, Act::replace, State::superseded, owners, nothing_more},
    Transition{State::live, Act::supersede, State::superseded, Role::curator, nothing_more},
};

}  // namespace

const char* to_string(Act act) {
  switch (act) {
    case Act::accept:
      return "accepted";
    case Act::reject:
      return "rejected";
    case Act::replace:
      return "replaced";
    case Act::supersede:
      return "superseded";
  }
  return "";
}

std::span<const Transition> transitions() {
  return table;
}

Result<State> next_state(const Submission& submission, Act act, const Deed& deed) {
  const auto row = std::find_if(table.begin(), table.end(), [&](const Transition& transition) {
    return transition.from == submission.state && transition.act == act;
  });
  if (row == table.end())
    return fail(Errc::conflict, "submission-state",
                "submission " + submission.id + " is " + to_string(submission.state) +
                    ", so it cannot be " + to_string(act));
  if (!row->roles.allow(deed.caller.role))
    return fail(Errc::permission_denied, "role-not-allowed",
                std::string("a ") + to_string(deed.caller.role) + " may not do this");
  HAAT_TRY_VOID(row->guard(submission, deed));
  return row->to;
}

}  // namespace haat::server
