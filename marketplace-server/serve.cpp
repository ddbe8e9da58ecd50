#include "marketplace-server/serve.hpp"

#include <chrono>
#include <cstdlib>
#include <iostream>
#include <map>
#include <optional>
#include <set>

#include "core/package/entry_name.hpp"
#include "marketplace-server/catalogue/provider_ingest.hpp"
#include "marketplace-server/data_folder.hpp"
#include "marketplace-server/http/dispatch.hpp"
#include "marketplace-server/http/server.hpp"
#include "marketplace-server/operation/log.hpp"
#include "marketplace-server/operation/metrics.hpp"
#include "marketplace-server/operation/readiness.hpp"
#include "marketplace-server/review/policy_in_force.hpp"
#include "marketplace-server/review/schedule.hpp"
#include "marketplace-server/screening/rescan.hpp"
#include "marketplace-server/services.hpp"
#include "marketplace-server/tuf/renewal.hpp"
#include "marketplace-server/webhooks/deliveries.hpp"

namespace haat::server {
namespace {

constexpr std::chrono::seconds ingest_every{60};

Time system_time() {
  return std::chrono::time_point_cast<std::chrono::seconds>(std::chrono::system_clock::now());
}

std::string passphrase() {
  const char* value = std::getenv("HAAT_KEY_PASSPHRASE");
  return value ? value : "";
}

ProviderHost::Options host_options(const Settings& settings, const Log& log) {
  ProviderHost::Options options;
  options.worker =
      settings.worker.empty() ? program_folder() / "haat-provider-worker" : settings.worker;
  options.clock = system_time;
  options.log = [&log](const std::string& provider, const std::string& line) {
    log.line("provider " + provider + ": " + printable(line));
  };
  return options;
}

Result<void> add_providers(ProviderHost& host, const Settings& settings) {
  HAAT_TRY(auto providers, providers_of(settings));
  return host.configure(std::move(providers));
}

void greet(const DataFolder& data, const HttpServer& http) {
  std::cout << "haat-server " << HAAT_VERSION << " listening on " << http.url() << std::endl;
  if (!data.new_admin_token().empty())
    std::cout << "the token of the new account \"admin\" is in " << data.new_admin_token().string()
              << std::endl;
}

std::set<std::string> changed(const std::map<std::string, std::string>& before,
                              const std::map<std::string, std::string>& after) {
  std::set<std::string> members;
  const auto miss = [&](const auto& these, const auto& those) {
    for (const auto& [member, value] : these) {
      const auto other = those.find(member);
      if (other == those.end() || other->second != value) members.insert(member);
    }
  };
  miss(before, after);
  miss(after, before);
  return members;
}

Dispatcher::Limits limits_of(const Settings& settings, std::vector<Network> proxies,
                             std::vector<Network> operators) {
  return {.upload = settings.max_upload,
          .rates = settings.rates,
          .proxies = std::move(proxies),
          .operators = std::move(operators)};
}

void judge_audit(Store& store, const Log& log) {
  const auto rows = store.view([](Session& session) { return session.verify_audit(); });
  if (!rows) log.line("WARNING: " + rows.error().message);
}

}  // namespace

// In the order in which they start; they stop the other way round.
struct Running::Parts {
  Parts(DataFolder folder, Policy asked_for, const Settings& settings, Dispatcher::Limits limits)
      : log(settings.json_log ? Log::Form::json : Log::Form::text, system_time),
        data(std::move(folder)),
        policy(std::move(asked_for)),
        chosen(settings.chosen),
        providers(host_options(settings, log)),
        metrics(data.store(), providers),
        readiness(data.store(), data.blobs(), settings.data, settings.disk_floor),
        services{.store = data.store(),
                 .blobs = data.blobs(),
                 .providers = providers,
                 .key = data.key(),
                 .online_key = data.online_key(),
                 .clock = system_time,
                 .policy = policy,
                 .limits = Limits{},
                 .max_package = settings.max_upload,
                 .log = [this](const std::string& line) { log.line(line); },
                 .metrics = metrics,
                 .readiness = readiness},
        dispatcher(services, std::move(limits)) {}

  void done(const Exchange& exchange) {
    metrics.count(exchange);
    log.exchange(exchange);
  }

  const Log log;
  DataFolder data;
  PolicyInForce policy;
  std::map<std::string, std::string> chosen;
  ProviderHost providers;
  Metrics metrics;
  Readiness readiness;
  Services services;
  Dispatcher dispatcher;
  std::optional<ProviderIngest> ingest;
  std::optional<Renewal> renewal;
  std::optional<Schedule> schedule;
  std::optional<Deliveries> deliveries;
  std::optional<Rescan> rescan;
  std::unique_ptr<HttpServer> http;
};

Running::Running(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Running::Running(Running&&) noexcept = default;
Running::~Running() = default;

void Running::reload(const Configuration& configuration) {
  const Log& log = parts_->log;
  const auto refuse = [&](const Error& fault) {
    log.line("WARNING: not reloaded: " + printable(fault.message) + " [" + fault.id + "]");
  };
  for (const Error& fault : configuration.faults) refuse(fault);
  if (!configuration.faults.empty()) return;
  const Settings& settings = configuration.settings;
  auto policy = policy_of(settings);
  if (!policy) return refuse(policy.error());
  if (auto added = add_providers(parts_->providers, settings); !added) return refuse(added.error());
  parts_->policy.replace(std::move(*policy));
  std::string later;
  for (const std::string& member : changed(parts_->chosen, settings.chosen))
    if (member != "policy" && member != "providers") later += (later.empty() ? "" : ", ") + member;
  log.line("reloaded" + (later.empty() ? "" : "; " + later + " will count after a restart"));
}

Result<Running> serve(const Settings& settings) {
  HAAT_TRY(Policy policy, policy_of(settings));
  HAAT_TRY(auto proxies, parse_networks(settings.proxies));
  HAAT_TRY(auto operators, parse_networks(settings.metrics_from));
  HAAT_TRY(auto data, DataFolder::open(settings.data, passphrase(), system_time));
  auto parts = std::make_unique<Running::Parts>(
      std::move(data), std::move(policy), settings,
      limits_of(settings, std::move(proxies), std::move(operators)));
  judge_audit(parts->data.store(), parts->log);
  HAAT_TRY_VOID(renew(parts->services));
  HAAT_TRY(parts->http,
           HttpServer::listen(
               {.address = settings.listen,
                .software = std::string("haat-server/") + HAAT_VERSION,
                .done = [running = parts.get()](const Exchange& it) { running->done(it); }},
               parts->dispatcher));
  parts->metrics.watch_connections([http = parts->http.get()] { return http->open_connections(); });
  HAAT_TRY_VOID(add_providers(parts->providers, settings));
  parts->ingest.emplace(parts->services, ingest_every);
  parts->renewal.emplace(parts->services);
  parts->schedule.emplace(parts->services);
  parts->deliveries.emplace(parts->services);
  parts->rescan.emplace(parts->services);
  greet(parts->data, *parts->http);
  return Running(std::move(parts));
}

}  // namespace haat::server
