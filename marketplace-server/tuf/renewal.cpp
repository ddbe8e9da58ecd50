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

Renewal::Renewal(Services& services)
    : services_(services), repeated_(pause, [this] {
        look();
        return false;
      }) {}

void Renewal::look() {
  if (const Time now = services_.clock(); now - reminded_ >= remind_every) {
    judge_root(services_);
    reminded_ = now;
  }
  if (const auto done = renew(services_); !done)
    services_.log("WARNING: the TUF repository could not be signed again: " + done.error().message);
}

}  // namespace haat::server
