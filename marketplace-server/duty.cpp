#include "marketplace-server/duty.hpp"

#include <chrono>

#include "marketplace-server/store/store.hpp"

namespace haat::server {
namespace {

using namespace std::chrono_literals;
using SteadyClock = std::chrono::steady_clock;

constexpr auto pause = 2s;
constexpr auto patience = 7s;  // with one that shows nothing: three times the pause, and a little

}  // namespace

Duty::Duty(Store& store, std::string server, std::function<void(const std::string& line)> log)
    : store_(store), server_(std::move(server)), log_(std::move(log)) {
  if (!store_.is_shared()) {
    mine_ = true;
    return;
  }
  look();  // before anything asks
  looking_.emplace(pause, [this] {
    look();
    return false;
  });
}

Duty::~Duty() {
  if (!looking_) return;
  looking_.reset();
  // The next one need not wait to see that this one is gone.
  if (mine_)
    static_cast<void>(store_.change([&](Session& session) { return session.leave_duty(server_); }));
}

// Whether it is this one's, now.
Result<bool> Duty::ask() {
  HAAT_TRY(const auto row, store_.view([](Session& session) { return session.duty(); }));
  if (row != seen_) {
    seen_ = row;
    changed_ = SteadyClock::now();
  }
  const bool free = !row || row->server == server_ || SteadyClock::now() - changed_ > patience;
  if (!free) return false;
  return store_.change([&](Session& session) { return session.take_duty(server_, row); });
}

void Duty::look() {
  const auto taken = ask();
  if (!taken) log_("WARNING: " + taken.error().message);
  const bool now = taken.value_or(false);
  if (mine_.exchange(now) == now) return;
  log_(now ? "this server is on duty" : "this server is not on duty any more");
}

}  // namespace haat::server
