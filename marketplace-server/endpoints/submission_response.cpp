#include "marketplace-server/endpoints/submission_response.hpp"

#include "core/json/json.hpp"
#include "marketplace-server/endpoints/shapes.hpp"
#include "marketplace-server/http/problem.hpp"

namespace haat::server {

Response submission_response(int status, const Submission& submission) {
  return json_response(status, Json{{"submission", submission}});
}

Result<Response> refusal_response(const Refusal& refusal) {
  if (refusal.error.kind == Errc::internal) return tl::unexpected<Error>(refusal.error);
  Problem problem = problem_of(refusal.error);
  problem.findings = refusal.findings;
  return to_response(problem);
}

Result<Response> created_response(const Judged<Submission>& judged) {
  if (!judged) return refusal_response(judged.error());
  Response response = submission_response(201, *judged);
  response.headers.add("Location", "/api/v1/submissions/" + judged->id);
  return response;
}

}  // namespace haat::server
