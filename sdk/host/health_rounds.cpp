#include "sdk/host/health_rounds.hpp"

#include <utility>

namespace haat {

HealthRounds::HealthRounds(std::chrono::milliseconds tick, std::function<void()> ask)
    : tick_(tick), ask_(std::move(ask)), thread_([this] { run(); }) {}

HealthRounds::~HealthRounds() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  thread_.join();
}

void HealthRounds::run() {
  std::unique_lock lock(mutex_);
  while (!stopping_) {
    lock.unlock();
    ask_();
    lock.lock();
    wake_.wait_for(lock, tick_, [this] { return stopping_; });
  }
}

}  // namespace haat
