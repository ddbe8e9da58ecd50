#include "marketplace-server/tuf/renewal.hpp"

#include <chrono>

#include "marketplace-server/store/store.hpp"
#include "marketplace-server/tuf/repository.hpp"

namespace haat::server {
namespace {

using std::chrono::days, std::chrono::hours;

constexpr std::chrono::minutes pause{5};
constexpr hours remind_every{24};
constexpr days notice{30};

void judge_root(Services& services) {
  const auto root =
      services.store.view([](Session& session) { return session.tuf_document("root"); });
  if (!root) return services.log("WARNING: " + root.error().message);
  if (!*root)
    services.log(
        "no TUF root is installed, so the catalogue is not served as a TUF repository yet; "
        "haat-server root --help tells how to begin");
  else if ((*root)->expires - services.clock() < notice)
    services.log("WARNING: TUF root " + std::to_string((*root)->version) + " expires at " +
                 to_rfc3339((*root)->expires) + "; make the next one with haat-server root renew");
}

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
  Time reminded{};
  std::unique_lock lock(lock_);
  do {
    lock.unlock();
    if (const Time now = services_.clock(); now - reminded >= remind_every) {
      judge_root(services_);
      reminded = now;
    }
    if (const auto done = renew(services_); !done)
      services_.log("WARNING: the TUF repository could not be signed again: " +
                    done.error().message);
    lock.lock();
  } while (!wake_.wait_for(lock, pause, [this] { return stopping_; }));
}

}  // namespace haat::server
