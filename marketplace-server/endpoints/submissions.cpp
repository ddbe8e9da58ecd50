#include <variant>

#include "core/json/json.hpp"
#include "marketplace-server/endpoints/package_file.hpp"
#include "marketplace-server/endpoints/page.hpp"
#include "marketplace-server/endpoints/requested_submission.hpp"
#include "marketplace-server/endpoints/requested_upload.hpp"
#include "marketplace-server/endpoints/shapes.hpp"
#include "marketplace-server/endpoints/submission_response.hpp"
#include "marketplace-server/review/check.hpp"
#include "marketplace-server/review/hand_in.hpp"
#include "marketplace-server/review/policy_in_force.hpp"
#include "marketplace-server/review/receive.hpp"
#include "marketplace-server/routes.hpp"
#include "marketplace-server/services.hpp"
#include "marketplace-server/store/store.hpp"
#include "marketplace-server/uploads/quota.hpp"
#include "marketplace-server/uploads/upload_folder.hpp"

namespace haat::server {
namespace {

Result<bool> is_draft(const Request& request) {
  const std::string draft = request.query_or("draft", "false");
  if (draft == "true" || draft == "false") return draft == "true";
  return fail(Errc::invalid_argument, "draft-invalid", "draft is true or false");
}

std::string name_of(const Submission& submission) {
  if (submission.course.id.empty()) return submission.id + ".zip";
  return submission.course.id + "-" + submission.course.version + ".zip";
}

std::string names_of_states() {
  std::string names;
  for (const State state : states())
    names += (names.empty() ? "" : ", ") + std::string(to_string(state));
  return names;
}

// Handed in, unless the same bytes were before; or the answer that says why not.
using Brought = std::variant<HandedIn, Response>;

Result<Brought> bring(TemporaryFile& zip, const Bringer& bringer, Services& services) {
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
  } else if (!is_unchecked(same->state)) {
    if (const auto stands = still_stands(*same, zip.path(), bringer, services); !stands)
      return refusal_response(stands.error());
  }
  return hand_in(zip, bringer, services);
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

Result<Brought> bring_complete(const Upload& upload, const Json& body, Bringer bringer,
                               Services& services) {
  if (upload.offset < upload.length)
    return to_response(over_limit(409, "upload-incomplete",
                                  "the upload has " + std::to_string(upload.offset) + " of its " +
                                      std::to_string(upload.length) + " bytes; send the rest first",
                                  upload.length, upload.offset));
  HAAT_TRY(TemporaryFile zip, services.blobs.link(services.uploads.path_of(upload.id)));
  HAAT_TRY_VOID(judge_digest(body, zip));
  bringer.upload = upload.id;
  return bring(zip, bringer, services);
}

// Asked again, even while it is under way, it answers the same: the client may not have got the
// first answer.
Result<Brought> bring_upload(const std::string& id, const Request& request, const Bringer& bringer,
                             Services& services) {
  HAAT_TRY_VOID(own_upload(id, request, services).map([](const Upload&) {}));
  UploadFolder::Turn turn(services.uploads, id);
  return turn.hold([&]() -> Result<Brought> {
    HAAT_TRY(const Upload upload, own_upload(id, request, services));
    if (!upload.submission.empty()) {
      HAAT_TRY(const Submission submission, services.store.view([&](Session& session) {
        return session.find_submission(upload.submission);
      }));
      return HandedIn{submission, false};
    }
    if (const auto refusal = judge_expiry(upload, services.clock())) return to_response(*refusal);
    return bring_complete(upload, Json::parse(request.json), bringer, services);
  });
}

Result<Brought> bring_body(const Request& request, const Bringer& bringer, Services& services) {
  HAAT_TRY(const auto refusal, services.store.view([&](Session& session) {
    return judge_bytes(session, bringer.submitted_by, request.body.size, services.policy->quota,
                       services.clock());
  }));
  if (refusal) return to_response(*refusal);
  HAAT_TRY(TemporaryFile zip, receive_package(request, services.blobs));
  return bring(zip, bringer, services);
}

}  // namespace

Result<Response> create_submission(Request& request, Services& services) {
  HAAT_TRY(const bool as_draft, is_draft(request));
  if (request.caller->role == Role::author && !as_draft)
    return fail(Errc::permission_denied, "draft-only",
                "an author brings drafts (draft=true); somebody who publishes for " +
                    request.caller->party() + " hands them in");
  const Bringer bringer{*request.caller, request.caller->party(), "", as_draft, ""};
  const std::string upload =
      request.json.empty() ? "" : Json::parse(request.json).at("upload").get<std::string>();
  HAAT_TRY(const Brought brought, upload.empty()
                                      ? bring_body(request, bringer, services)
                                      : bring_upload(upload, request, bringer, services));
  if (const auto* refusal = std::get_if<Response>(&brought)) return *refusal;
  HAAT_TRY(Response response, handed_in_response(std::get<HandedIn>(brought), request, services));
  // Before it is checked, and of a refused one, the file stays.
  const bool taken_in = response.status == 200 || response.status == 201;
  if (!upload.empty() && taken_in) services.uploads.remove(upload);
  return response;
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
  if (of_partner(request.caller->role)) filter.party = request.caller->party();
  HAAT_TRY(const auto submissions, services.store.view([&](Session& session) {
    return session.submissions(filter, page);
  }));
  return page_response<Json>("submissions", submissions);
}

Result<Response> find_submission(Request& request, Services& services) {
  HAAT_TRY(const Submission submission, requested_submission(request, services));
  if (!is_unchecked(submission.state)) return submission_response(200, submission);
  return waited_response(200, submission, request, services);
}

Result<Response> download_submission(Request& request, Services& services) {
  HAAT_TRY(const Submission submission, requested_submission(request, services));
  if (submission.state == State::refused)
    return to_response(
        make_problem(410, "package-refused",
                     "submission " + submission.id + " was refused, and its bytes are not kept"));
  return package_response(request, submission.blob, name_of(submission), services);
}

}  // namespace haat::server
