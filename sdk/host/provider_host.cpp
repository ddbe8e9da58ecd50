#include "sdk/host/provider_host.hpp"

#include <algorithm>
#include <future>
#include <iterator>
#include <map>
#include <mutex>
#include <optional>
#include <shared_mutex>

#include "core/repeated.hpp"
#include "sdk/host/prepared_provider.hpp"
#include "sdk/host/succession.hpp"
#include "sdk/host/supervisor.hpp"

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

tl::unexpected<Error> two_of_one_id(const ProviderConfig& one, const ProviderConfig& other) {
  return fail(Errc::conflict, "provider-exists",
              "there are two providers \"" + one.id + "\": " + one.library.string() + " and " +
                  other.library.string());
}

Time system_time() {
  return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
}

}  // namespace

struct ProviderHost::State {
  // Which worker was last asked for its partner's health, and when; or is being asked.
  struct Asked {
    int process = 0;
    std::chrono::steady_clock::time_point at{};
    std::future<bool> answered{};  // false: it was busy
    bool has_answer() const {
      return answered.valid() &&
             answered.wait_for(std::chrono::seconds(0)) == std::future_status::ready;
    }
  };

  Options options;
  std::mutex logging;
  std::mutex retiring;
  std::vector<std::shared_ptr<Supervisor>> retired;  // as long as a call holds them
  std::mutex configuring;
  std::shared_mutex mutex;  // of the map
  std::map<std::string, std::shared_ptr<Succession>> providers;
  std::map<std::string, Asked> asked;  // of the rounds' thread
  std::optional<Repeated> rounds;      // asks how the partners' systems fare
  std::optional<Repeated> looks;       // at what was replaced

  Result<std::shared_ptr<Succession>> place_of(const std::string& provider) {
    const std::shared_lock lock(mutex);
    const auto found = providers.find(provider);
    if (found == providers.end()) {
      return fail(Errc::not_found, "provider-unknown", "there is no provider \"" + provider + "\"");
    }
    return found->second;
  }

  Result<std::shared_ptr<Supervisor>> find(const std::string& provider) {
    HAAT_TRY(const auto place, place_of(provider));
    return place->serving();
  }

  std::vector<std::shared_ptr<Succession>> all() {
    const std::shared_lock lock(mutex);
    std::vector<std::shared_ptr<Succession>> list;
    for (const auto& [id, succession] : providers) list.push_back(succession);
    return list;
  }

  std::shared_ptr<Succession> place_for(PreparedProvider provider) {
    const std::string id = provider.config.id;
    return std::make_shared<Succession>(
        std::move(provider), options, [this, id](const std::string& line) { log(id, line); },
        [this](std::shared_ptr<Supervisor> supervisor) { retire(std::move(supervisor)); });
  }

  // Side by side, so that one that hangs delays nobody else. Nobody waits for a provider that is
  // busy; it is asked the next time.
  void ask_health() {
    // An answer that is taken holds its supervisor no more, which may be a retired one.
    for (auto& [id, last] : asked)
      if (last.has_answer() && !last.answered.get()) last.process = 0;
    for (const auto& succession : all()) {
      const auto supervisor = succession->serving();
      const ProviderHealth health = supervisor->health();
      if (health.state != ProviderHealth::State::running || !health.tells_health) continue;
      Asked& last = asked[health.id];
      if (last.answered.valid()) continue;
      const auto now = std::chrono::steady_clock::now();
      if (last.process == health.process && now - last.at < options.health_every) continue;
      last = {health.process, now, std::async(std::launch::async, [supervisor] {
                const auto told = supervisor->check_health(std::chrono::milliseconds{0}, {});
                return told || told.error().id != "provider-busy";
              })};
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
  if (state_->options.in_process) {
    constexpr std::chrono::hours day{24};
    state_->options.call_deadline = day;
    state_->options.fetch_deadline = day;
    state_->options.load_deadline = day;
  }
  if (state_->options.health_every.count() > 0)
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
  HAAT_TRY(PreparedProvider provider, prepare(std::move(config)));
  const std::lock_guard configuring(state_->configuring);
  const std::string id = provider.config.id;
  for (const auto& succession : state_->all())
    if (const ProviderConfig taken = succession->config(); taken.id == id)
      return two_of_one_id(taken, provider.config);
  auto place = state_->place_for(std::move(provider));
  const std::unique_lock lock(state_->mutex);
  state_->providers.emplace(id, std::move(place));
  return {};
}

Result<void> ProviderHost::configure(std::vector<ProviderConfig> configs) {
  std::map<std::string, PreparedProvider> wanted;
  for (ProviderConfig& config : configs) {
    HAAT_TRY(PreparedProvider provider, prepare(std::move(config)));
    const std::string id = provider.config.id;
    if (const auto taken = wanted.find(id); taken != wanted.end())
      return two_of_one_id(taken->second.config, provider.config);
    wanted.emplace(id, std::move(provider));
  }
  const std::lock_guard configuring(state_->configuring);
  std::map<std::string, std::shared_ptr<Succession>> places;
  for (const auto& succession : state_->all()) {
    const std::string id = succession->config().id;
    if (const auto found = wanted.find(id); found != wanted.end()) {
      succession->configure(std::move(found->second));
      places.emplace(id, succession);
      wanted.erase(found);
    } else {
      state_->log(id, "it is configured no more, and ends with its last call");
      succession->leave();
    }
  }
  for (auto& [id, provider] : wanted) places.emplace(id, state_->place_for(std::move(provider)));
  const std::unique_lock lock(state_->mutex);
  state_->providers.swap(places);
  return {};
}

tl::expected<void, SettingsRefusal> ProviderHost::change_settings(
    const std::string& provider, const std::string& settings,
    const std::function<Result<void>()>& keep) {
  const std::lock_guard configuring(state_->configuring);
  const auto place = state_->place_of(provider);
  if (!place) return tl::unexpected(SettingsRefusal{place.error()});
  return (*place)->change_settings(settings, keep);
}

std::vector<ProviderHealth> ProviderHost::health() const {
  std::vector<ProviderHealth> all;
  for (const auto& succession : state_->all()) all.push_back(succession->health());
  return all;
}

Result<ProviderPage> ProviderHost::list(const std::string& provider, const std::string& cursor,
                                        const Wanted& wanted) {
  HAAT_TRY(const auto supervisor, state_->find(provider));
  return supervisor->list(cursor, wanted);
}

Result<ProviderChanges> ProviderHost::changes(const std::string& provider,
                                              const std::string& cursor, const Wanted& wanted) {
  HAAT_TRY(const auto supervisor, state_->find(provider));
  return supervisor->changes(cursor, wanted);
}

Result<ProviderRecords> ProviderHost::records(const std::string& provider,
                                              const std::string& cursor, const Wanted& wanted) {
  HAAT_TRY(const auto supervisor, state_->find(provider));
  return supervisor->records(cursor, wanted);
}

Result<ProviderCompletions> ProviderHost::completions(const std::string& provider,
                                                      const std::string& cursor,
                                                      const Wanted& wanted) {
  HAAT_TRY(const auto supervisor, state_->find(provider));
  return supervisor->completions(cursor, wanted);
}

Result<PartnerHealth> ProviderHost::check_health(const std::string& provider,
                                                 const Wanted& wanted) {
  HAAT_TRY(const auto supervisor, state_->find(provider));
  return supervisor->check_health(state_->options.call_deadline, wanted);
}

Result<CertificateAnswer> ProviderHost::verify(const std::string& provider,
                                               const std::string& certificate,
                                               const Wanted& wanted) {
  HAAT_TRY(const auto supervisor, state_->find(provider));
  return supervisor->verify(certificate, wanted);
}

Result<std::string> ProviderHost::launch_address(const std::string& provider,
                                                 const std::string& external_id,
                                                 const Wanted& wanted) {
  HAAT_TRY(const auto supervisor, state_->find(provider));
  return supervisor->launch_address(external_id, wanted);
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
