#include "marketplace-server/operation/metrics.hpp"

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

#include <map>
#include <mutex>

#include "marketplace-server/http/route.hpp"
#include "marketplace-server/store/store.hpp"
#include "sdk/host/provider_host.hpp"

namespace haat::server {
namespace {

namespace prom = prometheus;

const prom::Histogram::BucketBoundaries seconds{0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1,
                                                0.25,  0.5,    1,     2.5,  5,     10,   60};

// Of what strangers send, only what we know becomes a label: labels are kept for ever.
std::string method_of(const Exchange& exchange) {
  for (const char* known : {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
    if (exchange.method == known) return known;
  return "other";
}

std::string route_of(const Exchange& exchange) {
  return exchange.route ? std::string(exchange.route->name) : "none";
}

struct Seen {
  std::map<std::string, std::int64_t> submissions;
  Queues queues;
};

}  // namespace

struct Metrics::Counted {
  Counted(Store& the_store, ProviderHost& the_providers)
      : store(the_store), providers(the_providers) {}

  prom::Family<prom::Gauge>& gauge(const char* name, const char* help) {
    return prom::BuildGauge().Name(name).Help(help).Register(registry);
  }

  Store& store;
  ProviderHost& providers;
  std::function<int()> open_connections;
  std::mutex looking;
  prom::Registry registry;
  prom::Family<prom::Counter>& requests =
      prom::BuildCounter()
          .Name("haat_http_requests_total")
          .Help("Requests that were answered, by route and status; 499: the client went away")
          .Register(registry);
  prom::Family<prom::Histogram>& duration =
      prom::BuildHistogram()
          .Name("haat_http_request_duration_seconds")
          .Help("From the whole head of a request to the last byte of its answer")
          .Register(registry);
  prom::Family<prom::Counter>& bytes = prom::BuildCounter()
                                           .Name("haat_http_body_bytes_total")
                                           .Help("Bytes of the bodies of requests and answers")
                                           .Register(registry);
  prom::Counter& received = bytes.Add({{"direction", "received"}});
  prom::Counter& sent = bytes.Add({{"direction", "sent"}});
  prom::Counter& uploaded = prom::BuildCounter()
                                .Name("haat_upload_bytes_total")
                                .Help("Bytes of packages that were sent to us")
                                .Register(registry)
                                .Add({});
  prom::Family<prom::Counter>& checks =
      prom::BuildCounter()
          .Name("haat_checks_total")
          .Help("Submissions that this server has checked, by the state that they came to")
          .Register(registry);
  prom::Gauge& oldest_check =
      gauge("haat_check_oldest_seconds", "How long the first that is not checked has waited")
          .Add({});
  prom::Gauge& connections = gauge("haat_http_connections", "Connections that are open").Add({});
  prom::Family<prom::Gauge>& submissions =
      gauge("haat_submissions", "Submissions that are kept, by state");
  prom::Family<prom::Gauge>& queue = gauge("haat_queue", "What waits to be done, by kind");
  prom::Family<prom::Gauge>& provider_state =
      gauge("haat_provider_state", "1 for the state that a provider is in");
  prom::Family<prom::Gauge>& provider_restarts =
      gauge("haat_provider_restarts", "How often a provider's worker was started again");
};

Metrics::Metrics(Store& store, ProviderHost& providers)
    : state_(std::make_unique<Counted>(store, providers)) {}

Metrics::~Metrics() = default;

void Metrics::watch_connections(std::function<int()> open) {
  const std::lock_guard lock(state_->looking);
  state_->open_connections = std::move(open);
}

void Metrics::count(const Exchange& exchange) {
  const prom::Labels labels{{"method", method_of(exchange)}, {"route", route_of(exchange)}};
  prom::Labels with_status = labels;
  with_status["status"] = std::to_string(exchange.status);
  state_->requests.Add(with_status).Increment();
  state_->duration.Add(labels, seconds)
      .Observe(std::chrono::duration<double>(exchange.taken).count());
  state_->received.Increment(static_cast<double>(exchange.received));
  state_->sent.Increment(static_cast<double>(exchange.sent));
  if (exchange.route && exchange.route->accepts == Route::Accepts::package)
    state_->uploaded.Increment(static_cast<double>(exchange.received));
}

void Metrics::count_check(State became) {
  state_->checks.Add({{"state", to_string(became)}}).Increment();
}

Result<std::string> Metrics::text() {
  HAAT_TRY(const Seen seen, state_->store.view([](Session& session) -> Result<Seen> {
    Seen now;
    HAAT_TRY(now.submissions, session.submissions_by_state());
    HAAT_TRY(now.queues, session.queues());
    return now;
  }));
  const std::lock_guard lock(state_->looking);
  for (const server::State state : server::states()) {
    const auto found = seen.submissions.find(to_string(state));
    state_->submissions.Add({{"state", to_string(state)}})
        .Set(found == seen.submissions.end() ? 0 : static_cast<double>(found->second));
  }
  const std::pair<const char*, std::int64_t> queues[] = {
      {"deliveries", seen.queues.deliveries_waiting},
      {"dead-deliveries", seen.queues.deliveries_dead},
      {"publications", seen.queues.publications},
      {"endings", seen.queues.endings},
      {"scans", seen.queues.scans},
      {"checks", seen.queues.checks}};
  for (const auto& [kind, length] : queues)
    state_->queue.Add({{"kind", kind}}).Set(static_cast<double>(length));
  const auto oldest = seen.queues.oldest_check;
  state_->oldest_check.Set(
      oldest ? std::chrono::duration<double>(std::chrono::system_clock::now() - *oldest).count()
             : 0);
  if (state_->open_connections) state_->connections.Set(state_->open_connections());
  for (const ProviderHealth& health : state_->providers.health()) {
    for (const auto state : {ProviderHealth::State::starting, ProviderHealth::State::running,
                             ProviderHealth::State::restarting, ProviderHealth::State::refused,
                             ProviderHealth::State::stopped})
      state_->provider_state.Add({{"provider", health.id}, {"state", to_string(state)}})
          .Set(state == health.state ? 1 : 0);
    state_->provider_restarts.Add({{"provider", health.id}})
        .Set(static_cast<double>(health.restarts));
  }
  return prom::TextSerializer().Serialize(state_->registry.Collect());
}

}  // namespace haat::server
