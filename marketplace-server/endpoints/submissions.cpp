#include "core/json/json.hpp"
#include "marketplace-server/endpoints/package_file.hpp"
#include "marketplace-server/endpoints/page.hpp"
#include "marketplace-server/endpoints/requested_submission.hpp"
#include "marketplace-server/endpoints/requested_upload.hpp"
#include "marketplace-server/endpoints/shapes.hpp"
#include "marketplace-server/endpoints/submission_response.hpp"
#include "marketplace-server/review/policy_in_force.hpp"
#include "marketplace-server/review/receive.hpp"
#include "marketplace-server/review/record.hpp"
#include "marketplace-server/routes.hpp"
#include "marketplace-server/services.hpp"
#include "marketplace-server/store/store.hpp"
#include "marketplace-server/uploads/quota.hpp"
#include "marketplace-server/uploads/upload_folder.hpp"

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

Result<Response> same_again(const Submission& submission, const Bringer& bringer,
                            Services& services) {
  HAAT_TRY_VOID(services.store.change([&](Session& session) -> Result<void> {
    HAAT_TRY_VOID(judge_namespace(session, submission.course, bringer));
    return bringer.upload.empty() ? Result<void>()
                                  : session.use_upload(bringer.upload, submission.id);
  }));
  return submission_response(200, submission);
}

// Examined and recorded, unless the same bytes were before. Those are examined again nevertheless:
// keys end, and namespaces go to others.
Result<Response> submit_package(TemporaryFile& zip, const Bringer& bringer, Services& services) {
  HAAT_TRY(const Sha256 digest, sha256_of_file(zip.path()));
  HAAT_TRY(const auto same, services.store.view([&](Session& session) {
    return same_submission(session, to_hex(digest), bringer);
  }));
  if (!same) {
    HAAT_TRY(const auto refusal, services.store.view([&](Session& session) {
      return judge_submissions(session, bringer.submitted_by, services.policy->quota,
                               services.clock());
    }));
    if (refusal) return to_response(*refusal);
  }
  HAAT_TRY(const auto keys, keys_to_judge(bringer.caller, services));
  auto examined = examine_package(zip.path(), Authorship::one_of_these_keys, keys,
                                  services.policy->screening, services.limits);
  if (!examined) return refusal_response(examined.error());
  if (same) return same_again(*same, bringer, services);
  return created_response(record_submission(zip, *examined, bringer, services));
}

Result<void> judge_digest(const Json& body, const TemporaryFile& zip) {
  if (!body.contains("digest")) return {};
  HAAT_TRY(const Sha256 digest, sha256_of_file(zip.path()));
  const std::string wanted = body.at("digest").get<std::string>();
  if (to_hex(digest) == wanted) return {};
  return fail(Errc::corrupt, "upload-digest-mismatch",
              "the bytes that arrived have the SHA-256 " + to_hex(digest) +
                  ", and they were to have " + wanted + "; upload the package again");
}

Result<Response> submit_complete(const Upload& upload, const Json& body, Bringer bringer,
                                 Services& services) {
  if (upload.offset < upload.length)
    return to_response(over_limit(409, "upload-incomplete",
                                  "the upload has " + std::to_string(upload.offset) + " of its " +
                                      std::to_string(upload.length) + " bytes; send the rest first",
                                  upload.length, upload.offset));
  HAAT_TRY(TemporaryFile zip, services.blobs.link(services.uploads.path_of(upload.id)));
  HAAT_TRY_VOID(judge_digest(body, zip));
  bringer.upload = upload.id;
  HAAT_TRY(Response response, submit_package(zip, bringer, services));
  if (response.status < 300) services.uploads.remove(upload.id);
  return response;
}

// Asked again, even while it is under way, it answers the same: the client may not have got the
// first answer.
Result<Response> submit_upload(const Request& request, const Bringer& bringer, Services& services) {
  const Json body = Json::parse(request.json);
  const std::string id = body.at("upload").get<std::string>();
  HAAT_TRY_VOID(own_upload(id, request, services).map([](const Upload&) {}));
  UploadFolder::Turn turn(services.uploads, id);
  return turn.hold([&]() -> Result<Response> {
    HAAT_TRY(const Upload upload, own_upload(id, request, services));
    if (!upload.submission.empty()) {
      HAAT_TRY(const Submission submission, services.store.view([&](Session& session) {
        return session.find_submission(upload.submission);
      }));
      return submission_response(200, submission);
    }
    if (const auto refusal = judge_expiry(upload, services.clock())) return to_response(*refusal);
    return submit_complete(upload, body, bringer, services);
  });
}

}  // namespace

Result<Response> create_submission(Request& request, Services& services) {
  HAAT_TRY(const bool as_draft, is_draft(request));
  if (request.caller->role == Role::author && !as_draft)
    return fail(Errc::permission_denied, "draft-only",
                "an author brings drafts (draft=true); somebody who publishes for " +
                    request.caller->party() + " hands them in");
  const Bringer bringer{*request.caller, request.caller->party(), "", as_draft, ""};
  if (!request.json.empty()) return submit_upload(request, bringer, services);
  HAAT_TRY(const auto refusal, services.store.view([&](Session& session) {
    return judge_bytes(session, bringer.submitted_by, request.body.size, services.policy->quota,
                       services.clock());
  }));
  if (refusal) return to_response(*refusal);
  HAAT_TRY(TemporaryFile zip, receive_package(request, services.blobs));
  return submit_package(zip, bringer, services);
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
