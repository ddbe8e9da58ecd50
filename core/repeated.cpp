#include "core/repeated.hpp"

#include <utility>

namespace haat {

Repeated::Repeated(std::chrono::milliseconds pause, std::function<bool()> work)
    : pause_(pause), work_(std::move(work)), thread_([this] { run(); }) {}

Repeated::~Repeated() {
  {
    const std::lock_guard lock(lock_);
    stopping_ = true;
  }
  wake_.notify_all();
  thread_.join();
}

void Repeated::wake() {
  {
    const std::lock_guard lock(lock_);
    woken_ = true;
  }
  wake_.notify_all();
}

void Repeated::run() {
  std::unique_lock lock(lock_);
  while (!stopping_) {
    woken_ = false;
    lock.unlock();
    const bool more = work_();
    lock.lock();
    if (!more) wake_.wait_for(lock, pause_, [this] { return stopping_ || woken_; });
  }
}

}  // namespace haat
