#include "marketplace-server/catalogue/provider_ingest.hpp"

#include "marketplace-server/catalogue/ingest_requests.hpp"
#include "marketplace-server/catalogue/take_provider.hpp"
#include "marketplace-server/duty.hpp"
#include "sdk/host/provider_host.hpp"

namespace haat::server {
namespace {

using SteadyClock = std::chrono::steady_clock;

constexpr auto pause = std::chrono::milliseconds(500);

}  // namespace

ProviderIngest::ProviderIngest(Services& services, std::chrono::seconds every)
    : services_(services), every_(every), thread_([this] { run(); }) {}

ProviderIngest::~ProviderIngest() {
  services_.ingest_requests.stop();
  thread_.join();
}

void ProviderIngest::run() {
  while (!services_.ingest_requests.stopping()) {
    look();
    asked_for_.merge(services_.ingest_requests.take(pause));
  }
}

bool ProviderIngest::Last::busy() const {
  return taking.valid() && taking.wait_for(std::chrono::seconds(0)) != std::future_status::ready;
}

bool ProviderIngest::is_due(const ProviderHealth& health, const Last& last) const {
  if (asked_for_.contains(health.id)) return true;
  return services_.duty.mine() &&
         (last.process != health.process || SteadyClock::now() - last.at >= every_);
}

// Who is asked for while it is being taken is taken once more.
void ProviderIngest::look() {
  std::set<std::string> later;
  for (const ProviderHealth& health : services_.providers.health()) {
    Last& last = last_[health.id];
    if (last.busy()) {
      if (asked_for_.contains(health.id)) later.insert(health.id);
      continue;
    }
    if (health.state != ProviderHealth::State::running || !is_due(health, last)) continue;
    last = {health.process, SteadyClock::now(),
            std::async(std::launch::async, [this, health] { take_provider(health, services_); })};
  }
  asked_for_.swap(later);
}

}  // namespace haat::server
