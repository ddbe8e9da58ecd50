#pragma once

#include <array>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/qa/rubric/score.hpp"
#include "core/result.hpp"
#include "marketplace-server/auth/role.hpp"
#include "marketplace-server/review/act.hpp"
#include "marketplace-server/review/effects.hpp"
#include "marketplace-server/review/policy.hpp"
#include "marketplace-server/store/records.hpp"

namespace haat::server {

// What somebody wants to do, and the circumstances that guards look at.
struct Deed {
  Act act{};
  Caller caller;
  std::string reason;                  // why; of an answer, the answer
  std::optional<std::string> to_whom;  // of an assignment
  std::optional<Time> at;              // when it shall happen, of what is decided beforehand
  std::optional<int> revision;         // of the submission that the caller has seen
  std::string by;                      // the submission that takes its place

  // Filled in by perform().
  Time now{};
  std::shared_ptr<const Policy> policy;
  std::optional<std::string> newest_version;  // of the course, that was ever published
  std::vector<std::string> endorsed_by;
  std::string brought_by;                    // of a provider's course: the curator who did
  std::optional<CourseOwner> transferred;    // whose the course is by now, if not the partner's
  bool assigned_to_curator = false;          // whether to_whom judges submissions
  std::optional<Score> score;                // of the deciding curators' assessment of this package
  std::optional<Score> own_score;            // of the partner's self-assessment
  bool namespace_proved = false;             // of the partner whose it is
  const Publication* publication = nullptr;  // of publish
  const Submission* checked = nullptr;       // of what ends a check: what was found
};

// Something that has to hold before an act. `words` completes "only if ...".
struct Guard {
  const char* words;
  Result<void> (*holds)(const Submission&, const Deed&);
};
using Guards = std::array<const Guard*, 5>;  // as many as there are, then nullptr

// One row of the workflow: everything that is not in the table cannot happen.
struct Transition {
  State from;
  Act act;
  State to;
  Roles roles;
  Guards guards;
  const Effect* effect;  // nullptr: the state is all that changes
};
std::span<const Transition> transitions();

// The row for the act. conflict ("submission-state") where the table has none;
// permission_denied ("role-not-allowed"); or what the first guard says that does not hold.
Result<const Transition*> find_transition(const Submission& submission, Act act, const Deed& deed);

// Who judges what was submitted, and can be assigned to.
inline constexpr Roles judges = Roles(Role::reviewer) | Role::curator;

// Who may ever do it, in whatever state.
Roles roles_of(Act act);

}  // namespace haat::server
