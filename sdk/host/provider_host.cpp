#include "sdk/host/provider_host.hpp"

#include <algorithm>
#include <map>
#include <mutex>
#include <shared_mutex>

#include "sdk/host/supervisor.hpp"
#include "sdk/host/wire/fields.hpp"

namespace haat {

const char* to_string(ProviderHealth::State state) {
  switch (state) {
    case ProviderHealth::State::starting:
      return "starting";
    case ProviderHealth::State::running:
      return "running";
    case ProviderHealth::State::restarting:
      return "restarting";
    case ProviderHealth::State::refused:
      return "refused";
    case ProviderHealth::State::stopped:
      return "stopped";
  }
  return "";
}

namespace {

// A provider that may be started.
struct Admitted {
  ProviderConfig config;
  http::AllowedHosts hosts;
};

bool is_provider_id(const std::string& id) {
  return !id.empty() && id.size() <= 64 && std::all_of(id.begin(), id.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  });
}

Time system_time() {
  return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
}

}  // namespace

struct ProviderHost::State {
  Options options;
  std::shared_mutex mutex;  // of the map; whoever calls a provider holds on to it
  std::mutex logging;
  // Last, since their threads use all of the above.
  std::map<std::string, std::shared_ptr<Supervisor>> providers;

  Result<std::shared_ptr<Supervisor>> find(const std::string& provider) {
    const std::shared_lock lock(mutex);
    const auto found = providers.find(provider);
    if (found == providers.end()) {
      return fail(Errc::not_found, "provider-unknown", "there is no provider \"" + provider + "\"");
    }
    return found->second;
  }

  std::shared_ptr<Supervisor> start(Admitted admitted) {
    const std::string id = admitted.config.id;
    return std::make_shared<Supervisor>(std::move(admitted.config), std::move(admitted.hosts),
                                        options,
                                        [this, id](const std::string& line) { log(id, line); });
  }

  void log(const std::string& provider, const std::string& line) {
    if (!options.log) return;
    const std::lock_guard lock(logging);
    options.log(provider, line);
  }
};

ProviderHost::ProviderHost(Options options) : state_(std::make_unique<State>()) {
  state_->options = std::move(options);
  if (!state_->options.clock) state_->options.clock = system_time;
}

ProviderHost::~ProviderHost() {
  for (const auto& [id, supervisor] : state_->providers) supervisor->stop();
}

namespace {

Result<Admitted> admit(ProviderConfig config) {
  if (!is_provider_id(config.id)) {
    return fail(Errc::invalid_argument, "provider-id-invalid",
                "\"" + wire::one_line(config.id, 64) +
                    "\" is no provider id: use up to 64 lower-case letters, digits and '-'");
  }
  auto hosts = http::AllowedHosts::of(config.hosts);
  if (!hosts) return fail_within("provider " + config.id, std::move(hosts).error());
  std::error_code error;
  config.library = std::filesystem::absolute(config.library, error).lexically_normal();
  if (!config.library.has_filename()) config.library = config.library.parent_path();
  for (auto& folder : config.readable) folder = std::filesystem::absolute(folder, error);
  return Admitted{std::move(config), *std::move(hosts)};
}

tl::unexpected<Error> there_are_two(const ProviderConfig& one, const ProviderConfig& other) {
  return fail(Errc::conflict, "provider-exists",
              "there are two providers \"" + one.id + "\": " + one.library.string() + " and " +
                  other.library.string());
}

}  // namespace

Result<void> ProviderHost::add(ProviderConfig config) {
  HAAT_TRY(Admitted admitted, admit(std::move(config)));
  const std::unique_lock lock(state_->mutex);
  const std::string id = admitted.config.id;
  if (const auto taken = state_->providers.find(id); taken != state_->providers.end())
    return there_are_two(taken->second->config(), admitted.config);
  state_->providers.emplace(id, state_->start(std::move(admitted)));
  return {};
}

Result<void> ProviderHost::configure(std::vector<ProviderConfig> configs) {
  std::map<std::string, Admitted> wanted;
  for (ProviderConfig& config : configs) {
    HAAT_TRY(Admitted admitted, admit(std::move(config)));
    const std::string id = admitted.config.id;
    if (const auto taken = wanted.find(id); taken != wanted.end())
      return there_are_two(taken->second.config, admitted.config);
    wanted.emplace(id, std::move(admitted));
  }
  // They end outside of the lock, when nobody calls them any more.
  std::vector<std::shared_ptr<Supervisor>> leaving;
  const std::unique_lock lock(state_->mutex);
  for (auto each = state_->providers.begin(); each != state_->providers.end();) {
    const auto stays = wanted.find(each->first);
    if (stays != wanted.end() && stays->second.config == each->second->config()) {
      wanted.erase(stays);
      ++each;
      continue;
    }
    each->second->stop();
    leaving.push_back(std::move(each->second));
    each = state_->providers.erase(each);
  }
  for (auto& [id, admitted] : wanted)
    state_->providers.emplace(id, state_->start(std::move(admitted)));
  return {};
}

std::vector<ProviderHealth> ProviderHost::health() const {
  const std::shared_lock lock(state_->mutex);
  std::vector<ProviderHealth> all;
  all.reserve(state_->providers.size());
  for (const auto& [id, supervisor] : state_->providers) all.push_back(supervisor->health());
  return all;
}

Result<ProviderPage> ProviderHost::list(const std::string& provider, const std::string& cursor) {
  HAAT_TRY(const auto supervisor, state_->find(provider));
  return supervisor->list(cursor);
}

Result<void> ProviderHost::fetch(const std::string& provider, const std::string& external_id,
                                 const OnBytes& on_bytes) {
  HAAT_TRY(const auto supervisor, state_->find(provider));
  return supervisor->fetch(external_id, on_bytes);
}

}  // namespace haat
