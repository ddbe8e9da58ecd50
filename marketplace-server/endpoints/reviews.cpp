#include "core/json/json.hpp"
#include "core/package/entry_name.hpp"
#include "marketplace-server/endpoints/page.hpp"
#include "marketplace-server/endpoints/requested_submission.hpp"
#include "marketplace-server/endpoints/shapes.hpp"
#include "marketplace-server/review/assess.hpp"
#include "marketplace-server/review/policy_in_force.hpp"
#include "marketplace-server/routes.hpp"
#include "marketplace-server/services.hpp"
#include "marketplace-server/store/public_acts.hpp"
#include "marketplace-server/store/store.hpp"

namespace haat::server {
Result<Response> show_rubric(Request&, Services& services) {
  return json_response(200, services.policy->rubric.json());
}

Result<Response> assess_submission(Request& request, Services& services) {
  HAAT_TRY(const Assessed assessed,
           assess(request.parameter("id"), *request.caller, request.json, services));
  return json_response(200, Json{{"assessment", assessed}});
}

// The curators' is theirs until they have decided.
Result<Response> show_assessments(Request& request, Services& services) {
  HAAT_TRY(const Submission submission, requested_submission(request, services));
  const bool decided = submission.state != State::draft && submission.state != State::in_review;
  const bool theirs = of_partner(request.caller->role);
  return services.store.view([&](Session& session) -> Result<Response> {
    HAAT_TRY(const Assessed own, assessed(session, submission, true, *services.policy.now()));
    Json body = {{"self", own}};
    if (!theirs || decided) {
      HAAT_TRY(const Assessed curators,
               assessed(session, submission, false, *services.policy.now()));
      body["curators"] = curators;
    }
    return json_response(200, body);
  });
}

Result<Response> add_comment(Request& request, Services& services) {
  HAAT_TRY(const Submission submission, requested_submission(request, services));
  const Json body = Json::parse(request.json);
  Comment comment;
  comment.submission = submission.id;
  if (body.contains("reply_to")) comment.reply_to = body.at("reply_to").get<std::int64_t>();
  comment.rule = body.value("rule", "");
  comment.path = body.value("path", "");
  comment.text = body.at("text").get<std::string>();
  comment.author = request.caller->name;
  comment.at = services.clock();
  HAAT_TRY(const Comment added, services.store.change([&](Session& session) -> Result<Comment> {
    HAAT_TRY(Comment kept, session.add_comment(comment));
    HAAT_TRY_VOID(session.log({kept.author, kept.at}, "submission.commented", submission.id,
                              {{"comment", std::to_string(kept.number)}}));
    return kept;
  }));
  return json_response(201, Json{{"comment", added}});
}

Result<Response> list_comments(Request& request, Services& services) {
  HAAT_TRY(const Submission submission, requested_submission(request, services));
  HAAT_TRY(const PageRequest page, page_request(request));
  HAAT_TRY(const auto comments, services.store.view([&](Session& session) {
    return session.comments(submission.id, page);
  }));
  return page_response<Json>("comments", comments);
}

Result<Response> show_history(Request& request, Services& services) {
  HAAT_TRY(const Submission submission, requested_submission(request, services));
  HAAT_TRY(const auto rows,
           services.store.view([&](Session& session) { return session.history(submission.id); }));
  Json history = Json::array();
  for (const AuditRow& row : rows) {
    if (of_partner(request.caller->role) && !is_for_partners(row)) continue;
    history.push_back({{"at", to_rfc3339(row.at)},
                       {"by", row.actor},
                       {"act", row.action},
                       {"details", row.details}});
  }
  return json_response(200, Json{{"history", history}});
}

Result<Response> show_partner_trust(Request& request, Services& services) {
  const std::string& name = request.parameter("name");
  const Caller& caller = *request.caller;
  return services.store.view([&](Session& session) -> Result<Response> {
    HAAT_TRY(const auto partner, session.find_partner(name));
    if (!partner || !caller.sees(name))
      return fail(Errc::not_found, "partner-unknown", "there is no partner " + printable(name));
    HAAT_TRY(const PartnerTrust trust, trust_in(session, name));
    return json_response(
        200, Json{{"partner", name},
                  {"packages", trust.packages},
                  {"trust", trust.hundredths ? Json(*trust.hundredths / 100.0) : Json(nullptr)}});
  });
}

}  // namespace haat::server
