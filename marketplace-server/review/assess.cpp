#include "marketplace-server/review/assess.hpp"

#include <cstdlib>

#include "marketplace-server/review/policy_in_force.hpp"
#include "marketplace-server/review/visible_submission.hpp"
#include "marketplace-server/review/who_brought.hpp"
#include "marketplace-server/store/store.hpp"

namespace haat::server {
namespace {

constexpr int remembered = 20;  // packages that a partner's trust is counted over

Result<void> judge(const Submission& submission, const std::string& brought_by,
                   const Caller& caller, bool self) {
  if (!self && (submission.submitted_by == caller.party() || brought_by == caller.name))
    return fail(Errc::permission_denied, "own-submission",
                caller.name + " brought this and cannot judge it; another curator must");
  const State state = submission.state;
  const bool open = state == State::in_review ||
                    (self && (state == State::draft || state == State::changes_requested));
  if (open) return {};
  return fail(Errc::conflict, "submission-state",
              "submission " + submission.id + " is in the state \"" + to_string(state) +
                  "\", where it is not assessed");
}

}  // namespace

Result<Assessed> assessed(Session& session, const Submission& submission, bool self,
                          const Policy& policy) {
  HAAT_TRY(const auto kept, session.find_assessment(submission.id, self));
  Assessed result;
  if (kept && kept->package == submission.digest && kept->rubric == policy.rubric.id())
    result = {assessment_of_json(kept->answers), {}, kept->author, kept->at};
  else
    result.assessment = machine_answers(policy.rubric, facts_of_json(submission.facts));
  result.score = score_of(policy.rubric, result.assessment);
  return result;
}

Result<std::optional<Score>> score_given(Session& session, const Submission& submission, bool self,
                                         const Policy& policy) {
  HAAT_TRY(Assessed found, assessed(session, submission, self, policy));
  if (found.author.empty()) return std::nullopt;
  return std::move(found.score);
}

Result<Assessed> assess(const std::string& id, const Caller& caller, const std::string& json,
                        Services& services) {
  const auto in_force = services.policy.now();
  const Policy& policy = *in_force;
  const bool self = of_partner(caller.role);
  const By by{caller.name, services.clock()};
  return services.store.change([&](Session& session) -> Result<Assessed> {
    HAAT_TRY(const Submission submission, visible_submission(session, id, caller));
    HAAT_TRY(const std::string brought_by, who_brought(session, submission));
    HAAT_TRY_VOID(judge(submission, brought_by, caller, self));
    HAAT_TRY(Assessment assessment,
             parse_assessment(json, policy.rubric, facts_of_json(submission.facts)));
    const Score score = score_of(policy.rubric, assessment);
    HAAT_TRY_VOID(session.add_assessment({.submission = id,
                                          .package = submission.digest,
                                          .author = caller.name,
                                          .self = self,
                                          .answers = to_json(assessment),
                                          .rubric = policy.rubric.id(),
                                          .complete = score.complete(),
                                          .hundredths = score.hundredths(),
                                          .grade = score.grade,
                                          .at = by.at}));
    HAAT_TRY_VOID(session.log(by, "submission.assessed", id,
                              {{"rubric", policy.rubric.id()},
                               {"package", submission.digest},
                               {"score", score.percent()},
                               {"grade", score.grade}}));
    return Assessed{std::move(assessment), score, caller.name, by.at};
  });
}

Result<PartnerTrust> trust_in(Session& session, const std::string& partner) {
  HAAT_TRY(const auto estimates, session.estimates_of(partner, remembered));
  PartnerTrust trust;
  trust.packages = static_cast<int>(estimates.size());
  if (estimates.empty()) return trust;
  int distance = 0;
  for (const auto& each : estimates) distance += std::abs(each.self - each.curators);
  trust.hundredths = 100'00 - distance / trust.packages;
  return trust;
}

}  // namespace haat::server
