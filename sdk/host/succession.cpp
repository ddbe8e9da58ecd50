#include "sdk/host/succession.hpp"

#include <sys/stat.h>

#include <utility>

namespace haat {
namespace {

using State = ProviderHealth::State;

}  // namespace

Succession::Seen Succession::see(const ProviderConfig& config) {
  const auto file = [](const std::filesystem::path& path) -> std::optional<Seen::File> {
    struct stat is {};
    if (::stat(path.c_str(), &is) != 0) return {};
    return Seen::File{is.st_dev, is.st_ino, static_cast<std::uint64_t>(is.st_size),
                      static_cast<std::uint64_t>(is.st_mtim.tv_sec) * 1'000'000'000u +
                          static_cast<std::uint64_t>(is.st_mtim.tv_nsec)};
  };
  Seen seen{file(config.library), {}};
  if (!config.signed_by.empty()) seen.signature = file(config.library.string() + ".sig");
  return seen;
}

Succession::Succession(PreparedProvider provider, const ProviderHost::Options& options,
                       Supervisor::Log log, Retire retire)
    : options_(options),
      log_(std::move(log)),
      retire_(std::move(retire)),
      provider_(std::move(provider)),
      seen_(see(provider_.config)),
      glimpsed_(seen_),
      serving_(start(provider_)) {}

std::shared_ptr<Supervisor> Succession::start(const PreparedProvider& provider) const {
  return std::make_shared<Supervisor>(provider, options_, log_,
                                      [farewell = farewell_](const std::string& words) {
                                        const std::lock_guard lock(farewell->mutex);
                                        farewell->words = words;
                                      });
}

std::shared_ptr<Supervisor> Succession::serving() const {
  const std::lock_guard lock(mutex_);
  return serving_;
}

ProviderConfig Succession::config() const {
  const std::lock_guard lock(mutex_);
  return provider_.config;
}

ProviderHealth Succession::health() const {
  const std::lock_guard lock(mutex_);
  ProviderHealth health = serving_->health();
  if (!rejected_.empty()) health.sentence += "; " + rejected_;
  const std::lock_guard farewell(farewell_->mutex);
  if (!farewell_->words.empty()) health.sentence += "; the one before " + farewell_->words;
  return health;
}

void Succession::configure(PreparedProvider provider) {
  const std::lock_guard lock(mutex_);
  const bool in_force = rejected_.empty() && serving_->health().state != State::refused;
  if (provider.config == provider_.config && in_force) return;
  provider_ = std::move(provider);
  seen_ = glimpsed_ = see(provider_.config);
  what_ = "its new configuration";
  begin();
}

// The file may be replaced while the next one starts: then look() begins anew.
tl::expected<void, SettingsRefusal> Succession::change_settings(
    const std::string& settings, const std::function<Result<void>()>& keep) {
  std::unique_lock lock(mutex_);
  PreparedProvider changed = provider_;
  lock.unlock();
  changed.config.settings = settings;
  const Seen seen = see(changed.config);
  auto next = start(changed);
  const auto kept = next->await_start().and_then([&]() -> tl::expected<void, SettingsRefusal> {
    return keep().map_error([](Error error) { return SettingsRefusal{std::move(error)}; });
  });
  lock.lock();
  if (!kept) {
    next->stop();
    retire_(std::move(next));
    return kept;
  }
  drop_next();
  rejected_.clear();
  provider_ = std::move(changed);
  seen_ = glimpsed_ = seen;
  log_("its new settings are in force");
  take_place(std::move(next));
  return {};
}

void Succession::take_place(std::shared_ptr<Supervisor> next) {
  forget_farewell();
  retire_(std::exchange(serving_, std::move(next)));
}

void Succession::begin() {
  drop_next();
  rejected_.clear();
  if (serving_->health().state == State::running) {
    next_ = start(provider_);
  } else {
    take_place(start(provider_));
  }
}

void Succession::forget_farewell() {
  const std::lock_guard lock(farewell_->mutex);
  farewell_->words.clear();
}

void Succession::drop_next() {
  if (next_) retire_(std::exchange(next_, nullptr));
}

// A file that is gone is none that could follow.
void Succession::look() {
  const ProviderConfig config = this->config();
  const Seen now = see(config);  // a file system may take its time
  const std::lock_guard lock(mutex_);
  if (config != provider_.config) return;
  if (now != seen_ && now == glimpsed_ && now.library) {
    seen_ = now;
    what_ = "the new version of its file";
    begin();
  }
  glimpsed_ = now;
  if (next_) judge();
}

void Succession::judge() {
  const ProviderHealth health = next_->health();
  if (health.state == State::starting) return;
  if (health.state == State::running) {
    rejected_.clear();
    log_(std::string(what_) + " is in force: version " + health.version + " in place of " +
         serving_->health().version);
    take_place(std::exchange(next_, nullptr));
    return;
  }
  const std::string rejected = std::string(what_) + " is not in force: ";
  if (rejected_.empty()) log_(rejected + next_->trouble());
  rejected_ = rejected + health.sentence;
  // What may work another time tries again, at its own pace.
  if (health.state == State::refused) drop_next();
}

void Succession::leave() {
  const std::lock_guard lock(mutex_);
  drop_next();
  retire_(serving_);
}

}  // namespace haat
