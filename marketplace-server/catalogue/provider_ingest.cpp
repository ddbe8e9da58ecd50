#include "marketplace-server/catalogue/provider_ingest.hpp"

#include <algorithm>

#include "marketplace-server/catalogue/ingest_intervals.hpp"
#include "marketplace-server/catalogue/ingest_requests.hpp"
#include "marketplace-server/catalogue/take_provider.hpp"
#include "marketplace-server/catalogue/told_page.hpp"
#include "marketplace-server/duty.hpp"
#include "marketplace-server/store/store.hpp"
#include "sdk/host/provider_host.hpp"

namespace haat::server {
namespace {

using SteadyClock = std::chrono::steady_clock;

constexpr auto pause = std::chrono::milliseconds(500);

// Where the operator says nothing. A whole catalogue is much to ask of a partner's system.
constexpr std::chrono::seconds every_change{60};
constexpr std::chrono::seconds every_whole{3600};
// What was interrupted is tried again after so long, at the latest.
constexpr std::chrono::seconds again{60};

}  // namespace

ProviderIngest::ProviderIngest(Services& services)
    : services_(services), thread_([this] { run(); }) {}

ProviderIngest::~ProviderIngest() {
  services_.ingest_requests.stop();
  thread_.join();
}

void ProviderIngest::run() {
  while (!services_.ingest_requests.stopping()) {
    look();
    services_.ingest_requests.wait(pause);
  }
}

bool ProviderIngest::Last::busy() const {
  return taking.valid() && taking.wait_for(std::chrono::seconds(0)) != std::future_status::ready;
}

std::chrono::seconds ProviderIngest::pause_after(const ProviderHealth& health,
                                                 const Last& last) const {
  const auto every = services_.ingest_intervals.of(health.id).value_or(
      tells_changes(health, services_) ? every_change : every_whole);
  return last.finished ? every : std::min(every, again);
}

bool ProviderIngest::is_due(const ProviderHealth& health, const Last& last) const {
  if (health.state != ProviderHealth::State::running) return false;
  if (health.not_before && services_.clock() < *health.not_before) return false;
  return asked_for_.contains(health.id) || last.process != health.process ||
         last.edition != edition_of(health, services_) ||
         SteadyClock::now() - last.at >= pause_after(health, last);
}

// Who is asked for while it is being taken is taken once more.
void ProviderIngest::look() {
  if (!services_.duty.mine()) return;
  asked_for_ = services_.store.view([](Session& session) { return session.asked_ingests(); })
                   .value_or(std::set<std::string>{});
  for (const ProviderHealth& health : services_.providers.health()) {
    Last& last = last_[health.id];
    if (last.busy()) continue;
    if (last.taking.valid()) last.finished = last.taking.get();
    if (!is_due(health, last)) continue;
    last = {health.process, edition_of(health, services_), SteadyClock::now(),
            std::async(std::launch::async,
                       [this, health] { return take_provider(health, services_); })};
  }
}

}  // namespace haat::server
