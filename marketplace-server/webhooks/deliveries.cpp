#include "marketplace-server/webhooks/deliveries.hpp"

#include <algorithm>
#include <chrono>

#include "core/package/entry_name.hpp"
#include "marketplace-server/duty.hpp"
#include "marketplace-server/review/policy_in_force.hpp"
#include "marketplace-server/store/store.hpp"
#include "marketplace-server/webhooks/listener.hpp"

namespace haat::server {
namespace {

using namespace std::chrono_literals;

constexpr auto pause = 500ms;
constexpr int at_once = 8;
constexpr std::chrono::seconds longest_wait = 6h;
constexpr std::chrono::seconds lifetime = 72h;
constexpr std::chrono::seconds kept = 24h * 30;
constexpr int gone = 410;  // RFC 9110: it will not be back

std::chrono::seconds wait_after(int attempts) {
  return std::min<std::chrono::seconds>(longest_wait, 1s * (1 << std::min(attempts - 1, 20)));
}

}  // namespace

Deliveries::Deliveries(Services& services) : services_(services) {
  for (int i = 0; i < at_once; ++i) threads_.emplace_back([this] { run(); });
}

Deliveries::~Deliveries() {
  {
    const std::lock_guard lock(lock_);
    stopping_ = true;
  }
  wake_.notify_all();
  for (std::thread& thread : threads_) thread.join();
}

void Deliveries::deliver(Delivery delivery) {
  const auto webhook = services_.store.view(
      [&](Session& session) { return session.find_webhook(delivery.webhook); });
  if (!webhook || !*webhook) return;  // it was removed meanwhile
  const Told told =
      tell(**webhook, delivery, services_.clock(), services_.policy->webhook_hosts, stopping_);
  if (stopping_ && !told.trouble.empty()) return;  // the next start tries again
  const Time now = services_.clock();
  ++delivery.attempts;
  delivery.status = told.status;
  delivery.trouble = printable(told.trouble);
  if (told.trouble.empty())
    delivery.state = Delivery::State::delivered;
  else if (told.status == gone || now - delivery.created_at >= lifetime)
    delivery.state = Delivery::State::dead;
  else
    delivery.next_at = now + wait_after(delivery.attempts);
  const auto kept_it = services_.store.change([&](Session& session) -> Result<void> {
    if (told.status == gone)
      HAAT_TRY_VOID(session.stop_webhook(delivery.webhook, "it answered 410 Gone"));
    return session.set_delivery(delivery);
  });
  if (!kept_it) services_.log("WARNING: " + kept_it.error().message);
}

std::optional<Delivery> Deliveries::claim() {
  const std::lock_guard lock(lock_);
  if (!services_.duty.mine()) return std::nullopt;
  // One thread looks for all of them.
  if (std::chrono::steady_clock::now() < quiet_until_) return std::nullopt;
  // One more than there are threads: at most all but this one are busy with one each.
  const auto due = services_.store.view(
      [&](Session& session) { return session.due_deliveries(services_.clock(), at_once + 1); });
  if (!due) {
    services_.log("WARNING: " + due.error().message);
    return std::nullopt;
  }
  for (const Delivery& delivery : *due)
    if (busy_.insert(delivery.webhook).second) return delivery;
  quiet_until_ = std::chrono::steady_clock::now() + pause;
  return std::nullopt;
}

void Deliveries::sweep() {
  const Time now = services_.clock();
  {
    const std::lock_guard lock(lock_);
    if (now - swept_ < 1h) return;
    swept_ = now;
  }
  const auto done =
      services_.store.change([&](Session& session) { return session.drop_deliveries(now - kept); });
  if (!done) services_.log("WARNING: " + done.error().message);
}

void Deliveries::run() {
  while (!stopping_) {
    sweep();
    if (const auto delivery = claim()) {
      deliver(*delivery);
      const std::lock_guard lock(lock_);
      busy_.erase(delivery->webhook);
      quiet_until_ = {};
      continue;
    }
    std::unique_lock lock(lock_);
    wake_.wait_for(lock, pause, [this] { return stopping_.load(); });
  }
}

}  // namespace haat::server
