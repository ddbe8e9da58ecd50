#include "marketplace-server/review/checkers.hpp"

#include <chrono>

#include "marketplace-server/review/check.hpp"
#include "marketplace-server/review/check_calls.hpp"
#include "marketplace-server/store/store.hpp"

namespace haat::server {
namespace {

using namespace std::chrono_literals;
using SteadyClock = std::chrono::steady_clock;

constexpr auto pause = 1s;      // where nobody here calls: others bring packages, too
constexpr auto beat = 2s;       // how often a server shows that it lives
constexpr auto patience = 10s;  // with one that shows nothing

}  // namespace

Checkers::Checkers(Services& services, std::string server, int at_once)
    : services_(services), server_(std::move(server)) {
  if (const auto freed = free_own(); !freed) services_.log("WARNING: " + freed.error().message);
  for (int i = 0; i < at_once; ++i) threads_.emplace_back(pause, [this] { return work(); });
  looking_after_.emplace(beat, [this] {
    look_after();
    return false;
  });
  services_.check_calls.on_brought([this] { wake(); });
}

// What this server had when it was killed.
Result<void> Checkers::free_own() {
  return services_.store.change([&](Session& session) -> Result<void> {
    HAAT_TRY(const std::vector<Check> held, session.held_checks());
    for (const Check& check : held)
      if (check.holder == server_)
        HAAT_TRY_VOID(session.free_check(check, begun_again_at(check, services_.clock())));
    return {};
  });
}

Checkers::~Checkers() {
  services_.check_calls.on_brought(nullptr);
}

void Checkers::wake() {
  for (Repeated& thread : threads_) thread.wake();
}

bool Checkers::work() {
  const auto check = take();
  if (!check) return false;
  check_submission(*check, services_);
  give_up(*check);
  return true;
}

// Looking costs nothing that others wait for, so it comes first.
std::optional<Check> Checkers::take() {
  const Time now = services_.clock();
  const auto waiting =
      services_.store.view([&](Session& session) { return session.has_waiting_check(now); });
  if (!waiting.value_or(false)) return std::nullopt;
  const std::lock_guard lock(lock_);
  if (alone_) return std::nullopt;
  const auto taken = services_.store.change_alongside(
      [&](Session& session) { return session.take_check(server_, now, under_way_.empty()); });
  if (!taken) services_.log("WARNING: nothing can be checked: " + taken.error().message);
  if (!taken || !*taken) return std::nullopt;
  under_way_.insert((*taken)->submission);
  alone_ = (*taken)->attempts > 1;
  return *taken;
}

void Checkers::give_up(const Check& check) {
  bool others_may = false;
  {
    const std::lock_guard lock(lock_);
    under_way_.erase(check.submission);
    others_may = std::exchange(alone_, false);
  }
  if (others_may) services_.check_calls.brought();
}

bool Checkers::is_dead(const Check& check) {
  auto& [seen, since] = seen_[check.submission];
  const auto now = SteadyClock::now();
  if (seen.holder != check.holder || seen.attempts != check.attempts || seen.beat != check.beat) {
    seen = check;
    since = now;
  }
  return now - since > patience;
}

void Checkers::look_after() {
  const std::lock_guard lock(lock_);
  const auto held = services_.store.view([](Session& session) { return session.held_checks(); });
  const auto done = held ? look_after(*held) : Result<void>(tl::unexpected<Error>(held.error()));
  if (!done) services_.log("WARNING: " + done.error().message);
}

Result<void> Checkers::look_after(const std::vector<Check>& held) {
  std::map<std::string, Seen> still;
  for (const Check& check : held) {
    if (check.holder == server_) {
      if (under_way_.contains(check.submission)) continue;
      // Its end could not be written down.
      HAAT_TRY_VOID(services_.store.change([&](Session& session) {
        return session.give_back_check(check, services_.clock(), false);
      }));
      continue;
    }
    if (is_dead(check)) {
      services_.log("submission " + check.submission +
                    " was being checked by a server that is gone");
      HAAT_TRY_VOID(services_.store.change_alongside([&](Session& session) {
        return session.free_check(check, begun_again_at(check, services_.clock()));
      }));
    } else {
      still.insert(seen_.extract(check.submission));
    }
  }
  seen_ = std::move(still);
  if (under_way_.empty() || !services_.store.is_shared()) return {};
  return services_.store.change_alongside(
      [&](Session& session) { return session.beat_checks(server_); });
}

}  // namespace haat::server
