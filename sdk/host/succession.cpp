#include "sdk/host/succession.hpp"

#include <sys/stat.h>

#include <utility>

namespace haat {
namespace {

using State = ProviderHealth::State;

}  // namespace

std::optional<Succession::File> Succession::see(const std::filesystem::path& path) {
  struct stat is {};
  if (::stat(path.c_str(), &is) != 0) return {};
  return File{is.st_dev, is.st_ino, static_cast<std::uint64_t>(is.st_size),
              static_cast<std::uint64_t>(is.st_mtim.tv_sec) * 1'000'000'000u +
                  static_cast<std::uint64_t>(is.st_mtim.tv_nsec)};
}

Succession::Succession(ProviderConfig config, http::AllowedHosts hosts,
                       const ProviderHost::Options& options, Supervisor::Log log, Retire retire)
    : config_(std::move(config)),
      hosts_(std::move(hosts)),
      options_(options),
      log_(std::move(log)),
      retire_(std::move(retire)),
      seen_(see(config_.library)),
      glimpsed_(seen_),
      serving_(start()) {}

std::shared_ptr<Supervisor> Succession::start() const {
  return std::make_shared<Supervisor>(config_, hosts_, options_, log_);
}

std::shared_ptr<Supervisor> Succession::serving() const {
  const std::lock_guard lock(mutex_);
  return serving_;
}

ProviderHealth Succession::health() const {
  const std::lock_guard lock(mutex_);
  ProviderHealth health = serving_->health();
  if (!rejected_.empty()) health.sentence += "; " + rejected_;
  return health;
}

void Succession::begin() {
  drop_next();
  rejected_.clear();
  if (serving_->health().state == State::running) {
    next_ = start();
  } else {
    retire_(std::exchange(serving_, start()));
  }
}

void Succession::drop_next() {
  if (next_) retire_(std::exchange(next_, nullptr));
}

// A file that is gone is none that could follow.
void Succession::look() {
  const auto now = see(config_.library);  // a file system may take its time
  const std::lock_guard lock(mutex_);
  if (now != seen_ && now == glimpsed_ && now) {
    seen_ = now;
    begin();
  }
  glimpsed_ = now;
  if (next_) judge();
}

void Succession::judge() {
  const ProviderHealth health = next_->health();
  if (health.state == State::starting) return;
  if (health.state == State::running) {
    log_("the new version of its file is in force: version " + health.version + " in place of " +
         serving_->health().version);
    retire_(std::exchange(serving_, std::exchange(next_, nullptr)));
    return;
  }
  rejected_ = "the new version of its file is not in force: " + next_->trouble();
  log_(rejected_);
  drop_next();
}

void Succession::leave() {
  const std::lock_guard lock(mutex_);
  drop_next();
  retire_(serving_);
}

}  // namespace haat
