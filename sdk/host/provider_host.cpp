#include "sdk/host/provider_host.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <mutex>
#include <optional>
#include <shared_mutex>

#include "core/repeated.hpp"
#include "sdk/host/succession.hpp"
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

const char* to_string(PartnerHealth::State state) {
  switch (state) {
    case PartnerHealth::State::ok:
      return "ok";
    case PartnerHealth::State::degraded:
      return "degraded";
    case PartnerHealth::State::down:
      return "down";
  }
  return "";
}

const char* to_string(CertificateAnswer::Verdict verdict) {
  switch (verdict) {
    case CertificateAnswer::Verdict::unknown:
      return "unknown";
    case CertificateAnswer::Verdict::valid:
      return "valid";
    case CertificateAnswer::Verdict::invalid:
      return "invalid";
  }
  return "";
}

namespace {

// Between two looks at who is due to be asked for the partner's health.
constexpr std::chrono::milliseconds health_tick{100};
// Between two looks at the files of libraries.
constexpr std::chrono::milliseconds look_tick{500};

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
  // Which worker was last asked for its partner's health, and when.
  struct Asked {
    int process = 0;
    std::chrono::steady_clock::time_point at{};
  };

  Options options;
  std::mutex logging;
  std::mutex retiring;
  std::vector<std::shared_ptr<Supervisor>> retired;  // as long as a call holds them
  std::shared_mutex mutex;                           // of the map; a provider, once added, stays
  std::map<std::string, std::shared_ptr<Succession>> providers;
  std::map<std::string, Asked> asked;  // of the rounds' thread
  std::optional<Repeated> rounds;      // asks how the partners' systems fare
  std::optional<Repeated> looks;       // at what was replaced

  Result<std::shared_ptr<Supervisor>> find(const std::string& provider) {
    const std::shared_lock lock(mutex);
    const auto found = providers.find(provider);
    if (found == providers.end()) {
      return fail(Errc::not_found, "provider-unknown", "there is no provider \"" + provider + "\"");
    }
    return found->second->serving();
  }

  std::vector<std::shared_ptr<Succession>> all() {
    const std::shared_lock lock(mutex);
    std::vector<std::shared_ptr<Succession>> list;
    for (const auto& [id, succession] : providers) list.push_back(succession);
    return list;
  }

  // Nobody waits for a provider that is busy; it is asked the next time.
  void ask_health() {
    for (const auto& succession : all()) {
      const auto supervisor = succession->serving();
      const ProviderHealth health = supervisor->health();
      if (health.state != ProviderHealth::State::running || !health.tells_health) continue;
      Asked& last = asked[health.id];
      const auto now = std::chrono::steady_clock::now();
      if (last.process == health.process && now - last.at < options.health_every) continue;
      const auto told = supervisor->check_health(std::chrono::milliseconds{0});
      if (told || told.error().id != "provider-busy") last = {health.process, now};
    }
  }

  void look() {
    for (const auto& succession : all()) succession->look();
    const auto done = done_with();
    for (const auto& supervisor : done) supervisor->stop();
  }

  void retire(std::shared_ptr<Supervisor> supervisor) {
    const std::lock_guard lock(retiring);
    retired.push_back(std::move(supervisor));
  }

  // Of those that are retired, those whose last call has ended.
  std::vector<std::shared_ptr<Supervisor>> done_with() {
    const std::lock_guard lock(retiring);
    const auto held = std::stable_partition(retired.begin(), retired.end(),
                                            [](const auto& one) { return one.use_count() > 1; });
    std::vector<std::shared_ptr<Supervisor>> done(std::make_move_iterator(held),
                                                  std::make_move_iterator(retired.end()));
    retired.erase(held, retired.end());
    return done;
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
  state_->rounds.emplace(std::min(health_tick, state_->options.health_every),
                         [state = state_.get()] { return state->ask_health(), false; });
  state_->looks.emplace(look_tick, [state = state_.get()] { return state->look(), false; });
}

// A round that is under way ends with the worker that it waits for.
ProviderHost::~ProviderHost() {
  state_->looks.reset();
  for (const auto& succession : state_->all()) succession->leave();
  for (const auto& supervisor : state_->retired) supervisor->stop();
  state_->rounds.reset();
}

Result<void> ProviderHost::add(ProviderConfig config) {
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
  const std::unique_lock lock(state_->mutex);
  const std::string id = config.id;
  if (const auto taken = state_->providers.find(id); taken != state_->providers.end()) {
    return fail(Errc::conflict, "provider-exists",
                "there are two providers \"" + id + "\": " + taken->second->library().string() +
                    " and " + config.library.string());
  }
  state_->providers.emplace(
      id, std::make_shared<Succession>(
              std::move(config), *std::move(hosts), state_->options,
              [state = state_.get(), id](const std::string& line) { state->log(id, line); },
              [state = state_.get()](std::shared_ptr<Supervisor> supervisor) {
                state->retire(std::move(supervisor));
              }));
  return {};
}

std::vector<ProviderHealth> ProviderHost::health() const {
  std::vector<ProviderHealth> all;
  for (const auto& succession : state_->all()) all.push_back(succession->health());
  return all;
}

Result<ProviderPage> ProviderHost::list(const std::string& provider, const std::string& cursor) {
  HAAT_TRY(const auto supervisor, state_->find(provider));
  return supervisor->list(cursor);
}

Result<ProviderChanges> ProviderHost::changes(const std::string& provider,
                                              const std::string& cursor) {
  HAAT_TRY(const auto supervisor, state_->find(provider));
  return supervisor->changes(cursor);
}

Result<ProviderRecords> ProviderHost::records(const std::string& provider,
                                              const std::string& cursor) {
  HAAT_TRY(const auto supervisor, state_->find(provider));
  return supervisor->records(cursor);
}

Result<ProviderCompletions> ProviderHost::completions(const std::string& provider,
                                                      const std::string& cursor) {
  HAAT_TRY(const auto supervisor, state_->find(provider));
  return supervisor->completions(cursor);
}

Result<PartnerHealth> ProviderHost::check_health(const std::string& provider) {
  HAAT_TRY(const auto supervisor, state_->find(provider));
  return supervisor->check_health(state_->options.call_deadline);
}

Result<CertificateAnswer> ProviderHost::verify(const std::string& provider,
                                               const std::string& certificate) {
  HAAT_TRY(const auto supervisor, state_->find(provider));
  return supervisor->verify(certificate);
}

Result<std::string> ProviderHost::settings_schema(const std::string& provider) const {
  HAAT_TRY(const auto supervisor, state_->find(provider));
  return supervisor->settings_schema();
}

Result<void> ProviderHost::fetch(const std::string& provider, const std::string& external_id,
                                 const OnBytes& on_bytes) {
  HAAT_TRY(const auto supervisor, state_->find(provider));
  return supervisor->fetch(external_id, on_bytes);
}

}  // namespace haat
