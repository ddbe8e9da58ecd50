#include "marketplace-server/endpoints/submission_response.hpp"

#include "core/json/json.hpp"
#include "marketplace-server/endpoints/shapes.hpp"
#include "marketplace-server/http/prefer.hpp"
#include "marketplace-server/http/problem.hpp"
#include "marketplace-server/review/check_calls.hpp"

namespace haat::server {
namespace {

Response problem_response(const std::string& id, const std::string& why,
                          const std::vector<Finding>& findings, int status = 422) {
  Problem problem = make_problem(status, id, why);
  problem.findings = findings;
  return to_response(problem);
}

void name_preference(const Request& request, Response& response) {
  if (const auto wait = preferred_wait(request.headers); wait.count() > 0)
    response.headers.add("Preference-Applied", "wait=" + std::to_string(wait.count()));
}

}  // namespace

Response submission_response(int status, const Submission& submission) {
  return json_response(status, Json{{"submission", submission}});
}

Result<Response> refusal_response(const Refusal& refusal) {
  if (refusal.error.kind == Errc::internal) return tl::unexpected<Error>(refusal.error);
  return problem_response(refusal.error.id, refusal.error.message, refusal.findings,
                          http_status(refusal.error.kind));
}

Result<Response> handed_in_response(const HandedIn& handed, const Request& request,
                                    Services& services) {
  Submission now = handed.submission;
  if (const auto patience = preferred_wait(request.headers); patience.count() > 0) {
    HAAT_TRY(now, await_check(now.id, patience, services));
  }
  const bool refused = now.state == State::refused;
  Response response = refused ? problem_response(now.problem, now.reason.value_or(""), now.findings)
                              : submission_response(is_unchecked(now.state) ? 202
                                                    : handed.made           ? 201
                                                                            : 200,
                                                    now);
  name_preference(request, response);
  if (response.status == 202) response.headers.add("Retry-After", "1");
  if (response.status != 200) response.headers.add("Location", "/api/v1/submissions/" + now.id);
  return response;
}

Result<Response> waited_response(int status, const Submission& submission, const Request& request,
                                 Services& services) {
  HAAT_TRY(const Submission now,
           await_check(submission.id, preferred_wait(request.headers), services));
  Response response = submission_response(status, now);
  name_preference(request, response);
  return response;
}

}  // namespace haat::server
