#include "marketplace-server/review/check_calls.hpp"

#include <algorithm>
#include <utility>

#include "marketplace-server/services.hpp"
#include "marketplace-server/store/store.hpp"

namespace haat::server {
namespace {

using namespace std::chrono_literals;
using SteadyClock = std::chrono::steady_clock;

constexpr int most_waiting = 64;          // each keeps a thread that others could be answered by
constexpr auto another_server_took = 1s;  // before it is looked whether one did it

}  // namespace

void CheckCalls::on_brought(std::function<void()> wake) {
  const std::lock_guard lock(wake_lock_);
  wake_ = std::move(wake);
}

void CheckCalls::brought() {
  const std::lock_guard lock(wake_lock_);
  if (wake_) wake_();
}

void CheckCalls::checked(const std::string& submission) {
  {
    const std::lock_guard lock(lock_);
    const auto found = awaited_.find(submission);
    if (found == awaited_.end()) return;
    ++found->second.times;
  }
  heard_.notify_all();
}

void CheckCalls::stop() {
  {
    const std::lock_guard lock(lock_);
    stopping_ = true;
  }
  heard_.notify_all();
}

CheckCalls::Listener::Listener(CheckCalls& calls, const std::string& submission)
    : calls_(calls), submission_(submission) {
  const std::lock_guard lock(calls_.lock_);
  has_room_ = calls_.waiting_ < most_waiting;
  if (!has_room_) return;
  ++calls_.waiting_;
  ++calls_.awaited_[submission_].listeners;
}

CheckCalls::Listener::~Listener() {
  if (!has_room_) return;
  const std::lock_guard lock(calls_.lock_);
  --calls_.waiting_;
  const auto found = calls_.awaited_.find(submission_);
  if (--found->second.listeners == 0) calls_.awaited_.erase(found);
}

bool CheckCalls::Listener::wait(SteadyClock::time_point end) {
  if (!has_room_) return false;
  std::unique_lock lock(calls_.lock_);
  const Awaited& awaited = calls_.awaited_.at(submission_);
  // Every one that listens sees the first time; whoever looked after it has no need to wait.
  calls_.heard_.wait_until(lock, end, [&] { return calls_.stopping_ || awaited.times > 0; });
  return !calls_.stopping_;
}

Result<Submission> await_check(const std::string& submission, std::chrono::seconds patience,
                               Services& services) {
  const auto end = SteadyClock::now() + patience;
  CheckCalls::Listener listener(services.check_calls, submission);
  for (;;) {
    HAAT_TRY(Submission now, services.store.view([&](Session& session) {
      return session.find_submission(submission);
    }));
    const auto look_again = std::min(end, SteadyClock::now() + another_server_took);
    if (!is_unchecked(now.state) || SteadyClock::now() >= end || !listener.wait(look_again))
      return now;
  }
}

}  // namespace haat::server
