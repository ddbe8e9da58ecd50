#pragma once

#include "marketplace-server/review/examine.hpp"
#include "marketplace-server/review/hand_in.hpp"

namespace haat::server {

// A partner writes below their own namespace, but not in one that another has inside it; a
// provider's course below one that no partner has; and a course that was transferred is its new
// owner's, wherever it is. ("namespace-foreign")
Result<void> judge_namespace(Session& session, const Course& course, const Bringer& bringer);

// The end of a check: what was found stands with the submission, which goes on its way, in one
// transaction with the end of its place in the queue, so it happens once, whoever is killed. A
// submission of the same version that was brought before and is not decided yet gives way to this
// one, and this one to what was brought since. Where the package or its circumstances
// ("namespace-foreign", "version-not-newer", "version-accepted", ...) do not let it in, it is
// refused, and its bytes go. conflict ("check-lost"); what is not the package's fault is an error,
// and nothing has happened.
Result<Submission> record_check(const Check& check, const Judged<Examined>& judged,
                                const Bringer& bringer, Services& services);

}  // namespace haat::server
