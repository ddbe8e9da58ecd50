#include "marketplace-server/serve.hpp"

#include <chrono>
#include <cstdlib>
#include <iostream>
#include <mutex>
#include <optional>

#include "core/package/entry_name.hpp"
#include "marketplace-server/catalogue/answer_cache.hpp"
#include "marketplace-server/catalogue/catalogue.hpp"
#include "marketplace-server/catalogue/ingest_requests.hpp"
#include "marketplace-server/catalogue/provider_ingest.hpp"
#include "marketplace-server/data_folder.hpp"
#include "marketplace-server/http/dispatch.hpp"
#include "marketplace-server/http/server.hpp"
#include "marketplace-server/review/policy.hpp"
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

// One line at a time, whole, whichever thread it comes from.
void log_line(const std::string& line) {
  static std::mutex lock;
  const std::lock_guard guard(lock);
  std::cerr << line << std::endl;
}

std::string passphrase() {
  const char* value = std::getenv("HAAT_KEY_PASSPHRASE");
  return value ? value : "";
}

ProviderHost::Options host_options(const Settings& settings) {
  ProviderHost::Options options;
  options.worker =
      settings.worker.empty() ? program_folder() / "haat-provider-worker" : settings.worker;
  options.clock = system_time;
  options.log = [](const std::string& provider, const std::string& line) {
    log_line("provider " + provider + ": " + printable(line));
  };
  return options;
}

Result<void> add_providers(ProviderHost& host, const Settings& settings) {
  if (settings.providers.empty()) return {};
  HAAT_TRY(auto providers, read_providers(settings.providers));
  for (ProviderConfig& provider : providers) {
    HAAT_TRY_VOID(host.add(std::move(provider)));
  }
  return {};
}

void greet(const DataFolder& data, const HttpServer& http) {
  std::cout << "haat-server " << HAAT_VERSION << " listening on " << http.url() << std::endl;
  if (!data.new_admin_token().empty())
    std::cout << "the token of the new account \"admin\" is in " << data.new_admin_token().string()
              << std::endl;
}

void judge_audit(Store& store) {
  const auto rows = store.view([](Session& session) { return session.verify_audit(); });
  if (!rows) log_line("WARNING: " + rows.error().message);
}

}  // namespace

// In the order in which they start; they stop the other way round.
struct Running::Parts {
  Parts(DataFolder folder, Policy asked_for, const Settings& settings)
      : data(std::move(folder)),
        policy(std::move(asked_for)),
        providers(host_options(settings)),
        catalogue(Dictionary::demonstration()),
        services{.store = data.store(),
                 .blobs = data.blobs(),
                 .catalogue = catalogue,
                 .answers = answers,
                 .providers = providers,
                 .ingest_requests = ingest_requests,
                 .key = data.key(),
                 .online_key = data.online_key(),
                 .clock = system_time,
                 .policy = policy,
                 .limits = Limits{},
                 .max_package = settings.max_upload,
                 .public_url = settings.public_url,
                 .admin_email = settings.admin_email,
                 .log = log_line},
        dispatcher(services, {.upload = settings.max_upload}) {}

  DataFolder data;
  Policy policy;
  ProviderHost providers;
  Catalogue catalogue;
  AnswerCache answers;
  IngestRequests ingest_requests;
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

Result<Running> serve(const Settings& settings) {
  Policy policy;
  if (!settings.policy.empty()) {
    HAAT_TRY(policy, read_policy(settings.policy));
  }
  HAAT_TRY(auto data,
           DataFolder::open(settings.data, settings.elsewhere, passphrase(), system_time));
  auto parts = std::make_unique<Running::Parts>(std::move(data), std::move(policy), settings);
  judge_audit(parts->data.store());
  // Reads the whole catalogue, so that no client waits for it.
  HAAT_TRY_VOID(parts->data.store()
                    .view([&](Session& session) { return parts->catalogue.follow(session); })
                    .map([](const Catalogue::State&) {}));
  HAAT_TRY_VOID(renew(parts->services));
  HAAT_TRY(parts->http, HttpServer::listen({.address = settings.listen,
                                            .software = std::string("haat-server/") + HAAT_VERSION,
                                            .log = log_line},
                                           parts->dispatcher));
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
