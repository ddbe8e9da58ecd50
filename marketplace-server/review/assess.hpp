#pragma once

#include <optional>
#include <string>

#include "core/qa/rubric/score.hpp"
#include "core/result.hpp"
#include "marketplace-server/auth/role.hpp"
#include "marketplace-server/services.hpp"
#include "marketplace-server/store/records.hpp"

namespace haat::server {

struct Policy;
class Session;

// Answers to the rubric about one submission: those of the newest assessment, or the machine's
// alone where nobody has answered yet.
struct Assessed {
  Assessment assessment;
  Score score;
  std::string author;  // empty: the machine
  Time at{};
};

// `self`: the partner's. One that answers another rubric than the policy's counts no more.
Result<Assessed> assessed(Session& session, const Submission& submission, bool self,
                          const Policy& policy);

// The same without the answers; nothing where nobody has answered.
Result<std::optional<Score>> score_given(Session& session, const Submission& submission, bool self,
                                         const Policy& policy);

// Keeps the caller's answers: a partner's about their own submission, a curator's about one that is
// in review and not theirs. `json` is as parse_assessment reads it. ("submission-unknown",
// "submission-state", "own-submission", "assessment-invalid", "rubric-other")
Result<Assessed> assess(const std::string& id, const Caller& caller, const std::string& json,
                        Services& services);

// How near a partner's own estimates come to the curators': 100 less the mean distance, in
// percentage points, over the last packages that both have assessed.
struct PartnerTrust {
  int packages = 0;
  std::optional<int> hundredths;  // nothing: there is none yet
};
Result<PartnerTrust> trust_in(Session& session, const std::string& partner);

}  // namespace haat::server
