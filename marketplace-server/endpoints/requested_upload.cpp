#include "marketplace-server/endpoints/requested_upload.hpp"

#include "core/package/entry_name.hpp"
#include "marketplace-server/store/store.hpp"

namespace haat::server {

Result<Upload> own_upload(const std::string& id, const Request& request, Services& services) {
  auto upload = services.store.view([&](Session& session) { return session.find_upload(id); });
  if (upload && upload->account != request.caller->name)
    return fail(Errc::not_found, "upload-unknown", "you have no upload " + printable(id));
  return upload;
}

std::optional<Problem> judge_expiry(const Upload& upload, Time now) {
  if (now < upload.expires_at) return std::nullopt;
  return make_problem(
      410, "upload-expired",
      "upload " + upload.id + " expired at " + to_rfc3339(upload.expires_at) + "; begin another");
}

}  // namespace haat::server
