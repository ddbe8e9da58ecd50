#include "marketplace-server/operation/readiness.hpp"

#include "marketplace-server/blobs/blob_folder.hpp"
#include "marketplace-server/store/migrations.hpp"
#include "marketplace-server/store/store.hpp"

namespace haat::server {
namespace {

using SteadyClock = std::chrono::steady_clock;

constexpr auto good_for = std::chrono::seconds(1);

}  // namespace

std::vector<Readiness::Check> Readiness::look() {
  const std::lock_guard lock(lock_);
  const auto now = SteadyClock::now();
  if (seen_.empty() || now - at_ >= good_for) {
    seen_ = {store(), blobs(), schema(), disk()};
    at_ = now;
  }
  return seen_;
}

// Takes the writer's turn, and the lock on the file, and changes nothing.
Readiness::Check Readiness::store() const {
  const auto written = store_.change([](Session&) -> Result<void> { return {}; });
  return {"store", written.has_value(), written ? "it can be written" : written.error().message};
}

Readiness::Check Readiness::blobs() const {
  const auto written = [&]() -> Result<void> {
    HAAT_TRY(IncomingFile file, blobs_.begin());
    return file.write("ready?");
  }();
  return {"blobs", written.has_value(), written ? "they can be written" : written.error().message};
}

Readiness::Check Readiness::schema() const {
  const auto form = store_.view([](Session& session) { return session.form(); });
  if (!form) return {"schema", false, form.error().message};
  const bool current = *form == newest_form();
  return {"schema", current,
          current ? "the database has the form " + std::to_string(*form)
                  : "the database has the form " + std::to_string(*form) +
                        ", and this server works with " + std::to_string(newest_form())};
}

Readiness::Check Readiness::disk() const {
  std::error_code error;
  const auto space = std::filesystem::space(folder_, error);
  if (error) return {"disk", false, "its space cannot be told: " + error.message()};
  const bool enough = space.available >= disk_floor_;
  return {"disk", enough,
          std::to_string(space.available) + " bytes are left; " +
              (enough ? "at least " : "there should be at least ") + std::to_string(disk_floor_) +
              (enough ? " are wanted" : ": make room, or choose another disk_floor")};
}

}  // namespace haat::server
