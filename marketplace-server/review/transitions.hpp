#pragma once

#include <optional>
#include <span>
#include <string>

#include "core/result.hpp"
#include "marketplace-server/auth/role.hpp"
#include "marketplace-server/store/records.hpp"

namespace haat::server {

// What can happen to a submission after it was made.
enum class Act {
  accept,     // a curator publishes it
  reject,     // a curator says why not
  replace,    // its owner brings the same version again
  supersede,  // a newer version of the course went live
};
const char* to_string(Act act);

// The circumstances that guards look at.
struct Deed {
  Caller caller;
  std::string reason;
  std::optional<std::string> live_version;  // of the same course
};

// One row of the workflow: everything that is not in the table cannot happen.
struct Transition {
  State from;
  Act act;
  State to;
  Roles roles;
  Result<void> (*guard)(const Submission&, const Deed&);
};
std::span<const Transition> transitions();

// The state that the act leads to. conflict ("submission-state") where the table has no such row;
// permission_denied
// ("role-not-allowed"); or the guard's error.
Result<State> next_state(const Submission& submission, Act act, const Deed& deed);

}  // namespace haat::server
