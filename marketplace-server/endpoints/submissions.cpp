#include "core/json/json.hpp"
#include "marketplace-server/endpoints/package_file.hpp"
#include "marketplace-server/endpoints/page.hpp"
#include "marketplace-server/endpoints/shapes.hpp"
#include "marketplace-server/endpoints/submission_response.hpp"
#include "marketplace-server/review/decide.hpp"
#include "marketplace-server/review/receive.hpp"
#include "marketplace-server/review/record.hpp"
#include "marketplace-server/routes.hpp"
#include "marketplace-server/services.hpp"
#include "marketplace-server/store/store.hpp"

namespace haat::server {
namespace {

// The partner's own, and the marketplace's: nobody passes off a signature as ours.
Result<KnownKeys> keys_to_judge(const Caller& partner, Services& services) {
  HAAT_TRY(const auto rows,
           services.store.view([&](Session& session) { return session.keys_of(partner.name); }));
  KnownKeys keys{services.key.public_key(), {}, services.clock(), partner.threshold};
  for (const RegisteredKey& row : rows) keys.authors.push_back(row.key);
  return keys;
}

// To a partner, the submissions of others do not exist.
Result<Submission> find_for(const Request& request, Services& services) {
  HAAT_TRY(auto submission, services.store.view([&](Session& session) {
    return session.find_submission(request.parameter("id"));
  }));
  if (request.caller->role == Role::partner && submission.submitted_by != request.caller->name)
    return fail(Errc::not_found, "submission-unknown",
                "there is no submission " + request.parameter("id"));
  return submission;
}

}  // namespace

Result<Response> create_submission(Request& request, Services& services) {
  HAAT_TRY(TemporaryFile zip, receive_package(request, services.blobs));
  HAAT_TRY(const auto keys, keys_to_judge(*request.caller, services));
  auto examined = examine_package(zip.path(), Authorship::one_of_these_keys, keys, services.limits);
  if (!examined) return refusal_response(examined.error());
  const Bringer bringer{*request.caller, request.caller->name, ""};
  return created_response(record_submission(zip, *examined, bringer, services));
}

Result<Response> list_submissions(Request& request, Services& services) {
  HAAT_TRY(const PageRequest page, page_request(request));
  Session::Filter filter;
  if (const auto state = request.query.find("state"); state != request.query.end()) {
    if (!parse_state(state->second))
      return fail(Errc::invalid_argument, "state-unknown",
                  "state is one of in_review, rejected, live and superseded");
    filter.state = state->second;
  }
  if (request.caller->role == Role::partner) filter.submitted_by = request.caller->name;
  HAAT_TRY(const auto submissions, services.store.view([&](Session& session) {
    return session.submissions(filter, page);
  }));
  return page_response<Json>("submissions", submissions);
}

Result<Response> find_submission(Request& request, Services& services) {
  HAAT_TRY(const Submission submission, find_for(request, services));
  return submission_response(200, submission);
}

Result<Response> download_submission(Request& request, Services& services) {
  HAAT_TRY(const Submission submission, find_for(request, services));
  return package_response(request, submission.blob,
                          submission.course.id + "-" + submission.course.version + ".zip",
                          services);
}

Result<Response> accept_submission(Request& request, Services& services) {
  const std::string comment = Json::parse(request.json).value("comment", "");
  HAAT_TRY(const Submission submission,
           accept(request.parameter("id"), *request.caller, comment, services));
  return submission_response(200, submission);
}

Result<Response> reject_submission(Request& request, Services& services) {
  const std::string reason = Json::parse(request.json).value("reason", "");
  HAAT_TRY(const Submission submission,
           reject(request.parameter("id"), *request.caller, reason, services));
  return submission_response(200, submission);
}

}  // namespace haat::server
