#include "core/json/json.hpp"
#include "marketplace-server/endpoints/package_file.hpp"
#include "marketplace-server/endpoints/page.hpp"
#include "marketplace-server/endpoints/requested_submission.hpp"
#include "marketplace-server/endpoints/shapes.hpp"
#include "marketplace-server/endpoints/submission_response.hpp"
#include "marketplace-server/review/policy_in_force.hpp"
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
           services.store.view([&](Session& session) { return session.keys_of(partner.party()); }));
  KnownKeys keys{services.key.public_key(), {}, services.clock(), partner.threshold};
  for (const RegisteredKey& row : rows) keys.authors.push_back(row.key);
  return keys;
}

Result<bool> is_draft(const Request& request) {
  const std::string draft = request.query_or("draft", "false");
  if (draft == "true" || draft == "false") return draft == "true";
  return fail(Errc::invalid_argument, "draft-invalid", "draft is true or false");
}

std::string names_of_states() {
  std::string names;
  for (const State state : states())
    names += (names.empty() ? "" : ", ") + std::string(to_string(state));
  return names;
}

}  // namespace

Result<Response> create_submission(Request& request, Services& services) {
  HAAT_TRY(const bool as_draft, is_draft(request));
  if (request.caller->role == Role::author && !as_draft)
    return fail(Errc::permission_denied, "draft-only",
                "an author brings drafts (draft=true); somebody who publishes for " +
                    request.caller->party() + " hands them in");
  HAAT_TRY(TemporaryFile zip, receive_package(request, services.blobs));
  HAAT_TRY(const auto keys, keys_to_judge(*request.caller, services));
  auto examined = examine_package(zip.path(), Authorship::one_of_these_keys, keys,
                                  services.policy->screening, services.limits);
  if (!examined) return refusal_response(examined.error());
  const Bringer bringer{*request.caller, request.caller->party(), "", as_draft};
  return created_response(record_submission(zip, *examined, bringer, services));
}

Result<Response> list_submissions(Request& request, Services& services) {
  HAAT_TRY(const PageRequest page, page_request(request));
  Session::Filter filter;
  if (const auto state = request.query.find("state"); state != request.query.end()) {
    if (!parse_state(state->second))
      return fail(Errc::invalid_argument, "state-unknown", "state is one of " + names_of_states());
    filter.state = state->second;
  }
  if (const auto curator = request.query.find("assigned_to"); curator != request.query.end())
    filter.assigned_to = curator->second;
  if (of_partner(request.caller->role)) filter.submitted_by = request.caller->party();
  HAAT_TRY(const auto submissions, services.store.view([&](Session& session) {
    return session.submissions(filter, page);
  }));
  return page_response<Json>("submissions", submissions);
}

Result<Response> find_submission(Request& request, Services& services) {
  HAAT_TRY(const Submission submission, requested_submission(request, services));
  return submission_response(200, submission);
}

Result<Response> download_submission(Request& request, Services& services) {
  HAAT_TRY(const Submission submission, requested_submission(request, services));
  return package_response(request, submission.blob,
                          submission.course.id + "-" + submission.course.version + ".zip",
                          services);
}

}  // namespace haat::server
