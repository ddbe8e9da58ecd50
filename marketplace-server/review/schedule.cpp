#include "marketplace-server/review/schedule.hpp"

#include <algorithm>
#include <chrono>

#include "marketplace-server/duty.hpp"
#include "marketplace-server/review/perform.hpp"
#include "marketplace-server/review/publish.hpp"
#include "marketplace-server/store/store.hpp"

namespace haat::server {
namespace {

using namespace std::chrono_literals;

constexpr auto pause = 1s;
constexpr std::chrono::seconds longest_wait = 1h;
constexpr int at_once = 100;

Result<Submission> retire(const std::string& id, Services& services) {
  Deed deed = deed_of_marketplace(Act::retire);
  deed.reason = "its time, as it was set, is over";
  return perform(id, std::move(deed), services);
}

}  // namespace

Schedule::Schedule(Services& services)
    : services_(services), repeated_(pause, [this] {
        do_what_is_due();
        return false;
      }) {}

void Schedule::attempt(const std::string& id,
                       Result<Submission> (*act)(const std::string&, Services&)) {
  const auto now = std::chrono::steady_clock::now();
  if (const auto known = failures_.find(id); known != failures_.end() && now < known->second.again)
    return;
  const auto done = act(id, services_);
  if (done) {
    failures_.erase(id);
    return;
  }
  // Somebody was quicker: what is due next time will show it.
  if (done.error().kind == Errc::conflict && done.error().id == "submission-state") return;
  Failure& failure = failures_[id];
  const auto wait =
      std::min<std::chrono::seconds>(longest_wait, 1s * (1 << std::min(failure.times, 12)));
  failure.again = now + wait;
  ++failure.times;
  services_.log("WARNING: submission " + id + " is due, but " + done.error().message +
                "; tried again in " + std::to_string(wait.count()) + " s");
}

void Schedule::do_what_is_due() {
  if (!services_.duty.mine()) return;
  const Time now = services_.clock();
  const auto due =
      services_.store.view([&](Session& session) { return session.due_submissions(now, at_once); });
  if (!due) return services_.log("WARNING: " + due.error().message);
  for (const std::string& id : due->to_publish) attempt(id, publish);
  for (const std::string& id : due->to_retire) attempt(id, retire);
}

}  // namespace haat::server
