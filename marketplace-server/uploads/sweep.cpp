#include "marketplace-server/uploads/sweep.hpp"

#include <chrono>

#include "marketplace-server/store/store.hpp"
#include "marketplace-server/uploads/upload_folder.hpp"

namespace haat::server {
namespace {

constexpr std::chrono::minutes pause{1};
constexpr std::chrono::days told_as_expired{30};

Result<bool> is_wanted(const std::string& id, Services& services) {
  const auto upload =
      services.store.view([&](Session& session) { return session.find_upload(id); });
  // What comes of a submission nobody knows before it is checked; a refused one leaves the upload.
  if (upload && !upload->submission.empty())
    return services.store
        .view([&](Session& session) { return session.find_submission(upload->submission); })
        .map([](const Submission& submission) { return is_unchecked(submission.state); });
  if (upload) return services.clock() < upload->expires_at;
  if (upload.error().kind == Errc::not_found) return false;
  return tl::unexpected<Error>(upload.error());
}

Result<void> sweep(Services& services) {
  for (const std::string& id : services.uploads.ids()) {
    HAAT_TRY(const bool wanted, is_wanted(id, services));
    if (wanted) continue;
    UploadFolder::Turn turn(services.uploads, id);  // ends whoever writes it still
    HAAT_TRY_VOID(turn.hold([&]() -> Result<void> {
      services.uploads.remove(id);
      return {};
    }));
  }
  const Time long_ago = services.clock() - told_as_expired;
  return services.store.change([&](Session& session) { return session.forget_uploads(long_ago); });
}

}  // namespace

UploadSweep::UploadSweep(Services& services)
    : repeated_(pause, [&services] {
        if (const auto done = sweep(services); !done)
          services.log("WARNING: old uploads could not be removed: " + done.error().message);
        return false;
      }) {}

}  // namespace haat::server
