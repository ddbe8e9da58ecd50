#include "marketplace-server/operation/readiness.hpp"

#include "marketplace-server/blobs/blobs.hpp"
#include "marketplace-server/store/store.hpp"

namespace haat::server {
namespace {

using SteadyClock = std::chrono::steady_clock;

constexpr auto good_for = std::chrono::seconds(1);
constexpr std::chrono::minutes clocks_differ{1};  // of the machines that served this data

}  // namespace

std::vector<Readiness::Check> Readiness::look() {
  const std::lock_guard lock(lock_);
  const auto now = SteadyClock::now();
  if (!seen_.empty() && now - at_ < good_for) return seen_;
  std::vector<Check> found = {database(), packages(), disk(), clock()};
  tell(found);
  seen_ = std::move(found);
  at_ = now;
  return seen_;
}

// When something begins to be wrong, and when it ends: not at each look.
void Readiness::tell(const std::vector<Check>& now) const {
  for (std::size_t i = 0; i < now.size(); ++i)
    if (now[i].good != (seen_.empty() || seen_[i].good))
      options_.log(std::string(now[i].good ? "" : "WARNING: not ready: ") + now[i].name + ": " +
                   now[i].sentence);
}

// Takes the writer's turn, and the lock on the file.
Readiness::Check Readiness::database() const {
  const auto written = store_.change([](Session& session) { return session.try_to_write(); });
  if (!written) options_.log("WARNING: " + written.error().message);
  return {"database", written.has_value(),
          written ? "it can be written" : "it cannot be written; the server's log says why"};
}

Readiness::Check Readiness::packages() const {
  const auto written = [&]() -> Result<void> {
    HAAT_TRY(IncomingFile file, blobs_.begin());
    return file.write("ready?");
  }();
  if (!written) options_.log("WARNING: " + written.error().message);
  return {"packages", written.has_value(),
          written ? "they can be written" : "they cannot be written; the server's log says why"};
}

Readiness::Check Readiness::disk() const {
  std::error_code error;
  const auto space = std::filesystem::space(options_.folder, error);
  if (error) return {"disk", false, "its space cannot be told: " + error.message()};
  const bool enough = space.available >= options_.disk_floor;
  return {"disk", enough,
          std::to_string(space.available) + " bytes are left; " +
              (enough ? "at least " : "there should be at least ") +
              std::to_string(options_.disk_floor) +
              (enough ? " are wanted" : ": make room, or choose another disk_floor")};
}

// A clock that is behind what was already written would put new acts before old ones.
Readiness::Check Readiness::clock() const {
  const Time now = options_.clock();
  const auto last = store_.view([](Session& session) { return session.last_audit(); });
  if (!last) return {"clock", false, "what was written last cannot be read"};
  const bool behind = *last && now + clocks_differ < **last;
  return {"clock", !behind,
          behind ? "it says " + to_rfc3339(now) + ", and the last act was written at " +
                       to_rfc3339(**last) + ": set the clock"
                 : "it says " + to_rfc3339(now)};
}

}  // namespace haat::server
