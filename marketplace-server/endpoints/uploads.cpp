#include <chrono>

#include "core/json/json.hpp"
#include "core/signing/key.hpp"
#include "marketplace-server/endpoints/requested_upload.hpp"
#include "marketplace-server/endpoints/shapes.hpp"
#include "marketplace-server/http/tus.hpp"
#include "marketplace-server/http/validators.hpp"
#include "marketplace-server/review/policy_in_force.hpp"
#include "marketplace-server/routes.hpp"
#include "marketplace-server/services.hpp"
#include "marketplace-server/store/store.hpp"
#include "marketplace-server/uploads/quota.hpp"
#include "marketplace-server/uploads/receive_chunk.hpp"
#include "marketplace-server/uploads/upload_folder.hpp"

namespace haat::server {
namespace {

constexpr std::chrono::days lifetime{7};

// How far it is; when it expires, as long as that can still happen.
void tell_progress(Response& response, const Upload& upload) {
  response.headers.add("Upload-Offset", std::to_string(upload.offset));
  if (upload.offset < upload.length)
    response.headers.add("Upload-Expires", http_date(upload.expires_at));
}

Response progress_response(int status, const Upload& upload) {
  Response response;
  response.status = status;
  tell_progress(response, upload);
  return response;
}

Result<Upload> announced_upload(const Request& request, Time now) {
  Upload upload;
  HAAT_TRY(upload.length, tus::upload_length(request.headers));
  HAAT_TRY(upload.metadata, tus::upload_metadata(request.headers));
  upload.id = random_hex(16);
  upload.account = request.caller->name;
  upload.partner = request.caller->party();
  upload.created_at = now;
  upload.expires_at = now + lifetime;
  return upload;
}

std::optional<Problem> judge_length(const Upload& upload, std::uint64_t sent, std::uint64_t limit) {
  if (upload.length > limit)
    return over_limit(413, "upload-too-large",
                      "the upload is to have " + std::to_string(upload.length) +
                          " bytes; at most " + std::to_string(limit) + " are taken",
                      limit, upload.length);
  if (sent > upload.length)
    return over_limit(413, "upload-too-long",
                      "the upload is to have " + std::to_string(upload.length) +
                          " bytes, and these are " + std::to_string(sent),
                      upload.length, sent);
  return std::nullopt;
}

Result<std::optional<Problem>> open_upload(const Upload& upload, Services& services) {
  return services.store.change([&](Session& session) -> Result<std::optional<Problem>> {
    const Quota quota = services.policy->quota;
    HAAT_TRY(auto refusal, judge_open_uploads(session, upload.account, quota, upload.created_at));
    if (refusal) return refusal;
    HAAT_TRY(refusal,
             judge_bytes(session, upload.partner, upload.length, quota, upload.created_at));
    if (refusal) return refusal;
    HAAT_TRY_VOID(session.add_upload(upload));
    return refusal;
  });
}

// Whoever writes it still is stopped first.
Result<void> drop_upload(const std::string& id, Services& services) {
  UploadFolder::Turn turn(services.uploads, id);
  return turn.hold([&]() -> Result<void> {
    HAAT_TRY_VOID(
        services.store.change([&](Session& session) { return session.remove_upload(id); }));
    services.uploads.remove(id);
    return {};
  });
}

}  // namespace

Result<Response> describe_uploads(Request&, Services& services) {
  Response response;
  response.status = 204;
  tus::describe(response, services.max_package);
  return response;
}

// With a body, its first bytes are in it.
Result<Response> create_upload(Request& request, Services& services) {
  HAAT_TRY(Upload upload, announced_upload(request, services.clock()));
  HAAT_TRY(auto checksum, tus::Checksum::of(request.headers));
  if (const auto refusal = judge_length(upload, request.body.size, services.max_package))
    return to_response(*refusal);
  HAAT_TRY(const auto refusal, open_upload(upload, services));
  if (refusal) return to_response(*refusal);
  HAAT_TRY(const Received received,
           receive_chunk(request, upload.id, 0, std::move(checksum), services));
  if (received.refusal) {
    HAAT_TRY_VOID(drop_upload(upload.id, services));
    return to_response(*received.refusal);
  }
  Response response = progress_response(201, received.upload);
  response.headers.add("Location", "/api/v1/uploads/" + upload.id);
  return response;
}

Result<Response> find_upload(Request& request, Services& services) {
  HAAT_TRY(const Upload upload, own_upload(request.parameter("id"), request, services));
  if (const auto refusal = judge_expiry(upload, services.clock())) return to_response(*refusal);
  Response response = json_response(200, Json{{"upload", upload}});
  tell_progress(response, upload);
  response.headers.add("Upload-Length", std::to_string(upload.length));
  if (!upload.metadata.empty()) response.headers.add("Upload-Metadata", upload.metadata);
  return response;
}

Result<Response> continue_upload(Request& request, Services& services) {
  HAAT_TRY(const std::uint64_t offset, tus::upload_offset(request.headers));
  HAAT_TRY(auto checksum, tus::Checksum::of(request.headers));
  HAAT_TRY(const Upload upload, own_upload(request.parameter("id"), request, services));
  if (const auto refusal = judge_expiry(upload, services.clock())) return to_response(*refusal);
  HAAT_TRY(const Received received,
           receive_chunk(request, upload.id, offset, std::move(checksum), services));
  if (received.refusal) return to_response(*received.refusal);
  return progress_response(204, received.upload);
}

Result<Response> remove_upload(Request& request, Services& services) {
  HAAT_TRY(const Upload upload, own_upload(request.parameter("id"), request, services));
  if (const auto refusal = judge_expiry(upload, services.clock())) return to_response(*refusal);
  HAAT_TRY_VOID(drop_upload(upload.id, services));
  Response response;
  response.status = 204;
  return response;
}

}  // namespace haat::server
