#include "marketplace-server/tuf/renewal.hpp"

#include <chrono>

#include "marketplace-server/store/store.hpp"
#include "marketplace-server/tuf/repository.hpp"

namespace haat::server {
namespace {

constexpr std::chrono::minutes pause{5};

}  // namespace

Result<void> renew(Services& services) {
  return services.store.change([&](Session& session) {
    return Repository(session, services.online_key, services.clock()).renew();
  });
}

Renewal::Renewal(Services& services) : services_(services), thread_([this] { run(); }) {}

Renewal::~Renewal() {
  {
    const std::lock_guard lock(lock_);
    stopping_ = true;
  }
  wake_.notify_all();
  thread_.join();
}

void Renewal::run() {
  std::unique_lock lock(lock_);
  while (!wake_.wait_for(lock, pause, [this] { return stopping_; })) {
    lock.unlock();
    if (const auto done = renew(services_); !done)
      services_.log("WARNING: the TUF repository could not be signed again: " +
                    done.error().message);
    lock.lock();
  }
}

}  // namespace haat::server
