#include "marketplace-server/serve.hpp"

#include <chrono>
#include <iostream>
#include <optional>

#include "core/package/entry_name.hpp"
#include "core/wording.hpp"
#include "marketplace-server/auth/purge.hpp"
#include "marketplace-server/catalogue/answer_cache.hpp"
#include "marketplace-server/catalogue/catalogue.hpp"
#include "marketplace-server/catalogue/ingest_intervals.hpp"
#include "marketplace-server/catalogue/ingest_requests.hpp"
#include "marketplace-server/catalogue/mappings.hpp"
#include "marketplace-server/catalogue/provider_ingest.hpp"
#include "marketplace-server/catalogue/read_dictionary.hpp"
#include "marketplace-server/data_folder.hpp"
#include "marketplace-server/duty.hpp"
#include "marketplace-server/http/dispatch.hpp"
#include "marketplace-server/http/server.hpp"
#include "marketplace-server/oidc/issuer.hpp"
#include "marketplace-server/operation/log.hpp"
#include "marketplace-server/operation/metrics.hpp"
#include "marketplace-server/operation/readiness.hpp"
#include "marketplace-server/providers/provider_settings.hpp"
#include "marketplace-server/review/check_calls.hpp"
#include "marketplace-server/review/checkers.hpp"
#include "marketplace-server/review/policy_in_force.hpp"
#include "marketplace-server/review/schedule.hpp"
#include "marketplace-server/screening/rescan.hpp"
#include "marketplace-server/services.hpp"
#include "marketplace-server/tuf/renewal.hpp"
#include "marketplace-server/uploads/sweep.hpp"
#include "marketplace-server/webhooks/deliveries.hpp"

namespace haat::server {
namespace {

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

Result<Providers> providers_of(const Settings& settings) {
  return settings.providers.empty() ? Providers{} : read_providers(settings.providers);
}

Result<Policy> policy_of(const Settings& settings) {
  return settings.policy.empty() ? Policy{} : read_policy(settings.policy);
}

void greet(const DataFolder& data, const HttpServer& http) {
  std::cout << "haat-server " << HAAT_VERSION << " listening on " << http.url() << std::endl;
  if (!data.new_admin_token().empty())
    std::cout << "the token of the new account \"admin\" is in " << data.new_admin_token().string()
              << std::endl;
}

Result<Dispatcher::Limits> limits_of(const Settings& settings) {
  Dispatcher::Limits limits;
  limits.upload = settings.max_upload;
  limits.account_rate = settings.account_rate;
  limits.address_rate = settings.address_rate;
  HAAT_TRY(limits.proxies, parse_networks(settings.proxies));
  HAAT_TRY(limits.operators, parse_networks(settings.metrics_from));
  return limits;
}

void judge_audit(Store& store, const Log& log) {
  const auto rows = store.view([](Session& session) { return session.verify_audit(); });
  if (!rows) log.line("WARNING: " + rows.error().message);
}

}  // namespace

Time system_time() {
  return std::chrono::time_point_cast<std::chrono::seconds>(std::chrono::system_clock::now());
}

// In the order in which they start; they stop the other way round.
struct Running::Parts {
  Parts(DataFolder folder, Policy asked_for, Providers brought_by, Dictionary terms,
        const Configuration& chosen, Dispatcher::Limits limits)
      : configuration(chosen),
        log(settings().text_log ? Log::Form::text : Log::Form::json, system_time),
        data(std::move(folder)),
        policy(std::move(asked_for)),
        mappings(std::move(brought_by.mappings)),
        ingest_intervals(std::move(brought_by.ingest_every)),
        providers(host_options(settings(), log)),
        provider_settings(data.store(), providers, data.key(),
                          [this](const std::string& line) { log.line(line); }),
        dictionary(std::move(terms)),
        catalogue(dictionary),
        duty(data.store(), data.server_name(), [this](const std::string& line) { log.line(line); }),
        metrics(data.store(), providers),
        readiness(data.store(), data.blobs(),
                  {.folder = settings().data,
                   .disk_floor = settings().disk_floor,
                   .clock = system_time,
                   .log = [this](const std::string& line) { log.line(line); }}),
        issuer(settings().issuer),
        services{.store = data.store(),
                 .blobs = data.blobs(),
                 .duty = duty,
                 .uploads = data.uploads(),
                 .check_calls = check_calls,
                 .catalogue = catalogue,
                 .answers = answers,
                 .providers = providers,
                 .provider_settings = provider_settings,
                 .mappings = mappings,
                 .ingest_intervals = ingest_intervals,
                 .ingest_requests = ingest_requests,
                 .key = data.key(),
                 .online_key = data.online_key(),
                 .clock = system_time,
                 .policy = policy,
                 .limits = Limits{},
                 .max_package = settings().max_upload,
                 .public_url = settings().public_url,
                 .admin_email = settings().admin_email,
                 .log = [this](const std::string& line) { log.line(line); },
                 .metrics = metrics,
                 .readiness = readiness,
                 .issuer = issuer},
        dispatcher(services, std::move(limits)) {}

  void done(const Exchange& exchange) {
    metrics.count(exchange);
    log.exchange(exchange);
  }

  const Settings& settings() const { return configuration.settings; }

  const Configuration configuration;
  const Log log;
  DataFolder data;
  PolicyInForce policy;
  Mappings mappings;
  IngestIntervals ingest_intervals;
  ProviderHost providers;
  ProviderSettings provider_settings;
  const Dictionary dictionary;
  Catalogue catalogue;
  Duty duty;
  AnswerCache answers;
  CheckCalls check_calls;
  IngestRequests ingest_requests;
  Metrics metrics;
  Readiness readiness;
  Issuer issuer;
  Services services;
  Dispatcher dispatcher;
  std::optional<ProviderIngest> ingest;
  std::optional<Renewal> renewal;
  std::optional<Schedule> schedule;
  std::optional<Checkers> checkers;
  std::optional<Deliveries> deliveries;
  std::optional<Rescan> rescan;
  std::optional<UploadSweep> sweep;
  std::optional<Purge> purge;
  std::unique_ptr<HttpServer> http;
};

Running::Running(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Running::Running(Running&&) noexcept = default;
// Whoever waits for a check is answered before the server stops listening to anybody.
Running::~Running() {
  if (parts_) parts_->check_calls.stop();
}

void Running::reload(const Configuration& configuration) {
  const Log& log = parts_->log;
  auto faults = configuration.faults;
  auto policy = policy_of(configuration.settings);
  if (faults.empty() && !policy) faults.push_back(policy.error());
  auto providers = providers_of(configuration.settings);
  if (faults.empty() && !providers) faults.push_back(providers.error());
  if (faults.empty())
    if (const auto taken = parts_->provider_settings.configure(std::move(providers->list)); !taken)
      faults.push_back(taken.error());
  for (const Error& fault : faults)
    log.line("WARNING: not reloaded, and all is as it was: " + fault.message + " [" + fault.id +
             "]");
  if (!faults.empty()) return;
  parts_->policy.replace(std::move(*policy));
  parts_->mappings.replace(std::move(providers->mappings));
  parts_->ingest_intervals.replace(std::move(providers->ingest_every));
  auto later = differences(parts_->configuration, configuration);
  std::erase(later, "policy");
  std::erase(later, "providers");
  const std::string words = "the policy and the providers are reloaded";
  log.line(later.empty() ? words : words + "; after a restart will count: " + joined(later, ", "));
}

Result<Running> serve(const Configuration& configuration) {
  const Settings& settings = configuration.settings;
  HAAT_TRY(auto limits, limits_of(settings));
  HAAT_TRY_VOID(judge_issuer(settings.issuer));
  HAAT_TRY(Policy policy, policy_of(settings));
  HAAT_TRY(Providers providers, providers_of(settings));
  HAAT_TRY(Dictionary dictionary, read_dictionary(settings.dictionary));
  HAAT_TRY(auto data, DataFolder::open(settings.data, settings.elsewhere, settings.key_passphrase,
                                       system_time));
  auto list = std::move(providers.list);
  auto parts =
      std::make_unique<Running::Parts>(std::move(data), std::move(policy), std::move(providers),
                                       std::move(dictionary), configuration, std::move(limits));
  judge_audit(parts->data.store(), parts->log);
  // Reads the whole catalogue, so that no client waits for it.
  HAAT_TRY_VOID(parts->data.store()
                    .view([&](Session& session) { return parts->catalogue.follow(session); })
                    .map([](const Catalogue::State&) {}));
  HAAT_TRY_VOID(renew(parts->services));
  HAAT_TRY(parts->http,
           HttpServer::listen(
               {.address = settings.listen,
                .software = std::string("haat-server/") + HAAT_VERSION,
                .done = [running = parts.get()](const Exchange& it) { running->done(it); },
                .drain = settings.drain},
               parts->dispatcher));
  parts->metrics.watch_connections([http = parts->http.get()] { return http->open_connections(); });
  HAAT_TRY_VOID(parts->provider_settings.configure(std::move(list)));
  parts->ingest.emplace(parts->services);
  parts->renewal.emplace(parts->services);
  parts->schedule.emplace(parts->services);
  parts->checkers.emplace(parts->services, parts->data.server_name(), settings.checkers);
  parts->deliveries.emplace(parts->services);
  parts->rescan.emplace(parts->services);
  parts->sweep.emplace(parts->services);
  parts->purge.emplace(parts->services);
  greet(parts->data, *parts->http);
  return Running(std::move(parts));
}

}  // namespace haat::server
