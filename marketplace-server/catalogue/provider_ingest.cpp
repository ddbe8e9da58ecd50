#include "marketplace-server/catalogue/provider_ingest.hpp"

#include <set>
#include <vector>

#include "core/package/entry_name.hpp"
#include "marketplace-server/store/store.hpp"
#include "sdk/host/provider_host.hpp"

namespace haat::server {
namespace {

using SteadyClock = std::chrono::steady_clock;

constexpr auto pause = std::chrono::milliseconds(500);
constexpr std::size_t most_courses = 1'000'000;  // of one provider: an endless catalogue must end

OfferedCourse offer_of(const std::string& provider, const ProviderCourse& course) {
  return {provider,        course.external_id, course.title,   course.description, course.language,
          course.duration, course.version,     course.licence, course.has_package, std::nullopt};
}

}  // namespace

ProviderIngest::ProviderIngest(Services& services, std::chrono::seconds every)
    : services_(services), every_(every), thread_([this] { run(); }) {}

ProviderIngest::~ProviderIngest() {
  {
    const std::lock_guard lock(lock_);
    stopping_ = true;
  }
  wake_.notify_all();
  thread_.join();
}

void ProviderIngest::run() {
  std::unique_lock lock(lock_);
  while (!stopping_) {
    lock.unlock();
    look();
    lock.lock();
    wake_.wait_for(lock, pause, [this] { return stopping_; });
  }
}

void ProviderIngest::look() {
  for (const ProviderHealth& health : services_.providers.health()) {
    if (health.state != ProviderHealth::State::running) continue;
    Seen& seen = seen_[health.id];
    const auto now = SteadyClock::now();
    if (seen.process == health.process && now - seen.at < every_) continue;
    seen = {health.process, now};
    const auto courses = ingest(health.id);
    services_.log(
        "provider " + health.id + ": " +
        (courses ? std::to_string(*courses) + " courses" : printable(courses.error().message)));
  }
}

Result<std::size_t> ProviderIngest::ingest(const std::string& provider) {
  std::vector<OfferedCourse> offers;
  std::set<std::string> cursors;
  std::string cursor;
  do {
    HAAT_TRY(const ProviderPage page, services_.providers.list(provider, cursor));
    for (const ProviderCourse& course : page.courses) offers.push_back(offer_of(provider, course));
    cursor = page.next;
    if (offers.size() > most_courses || !cursors.insert(cursor).second)
      return fail(Errc::unavailable, "catalogue-endless",
                  "the catalogue does not end; at most " + std::to_string(most_courses) +
                      " courses are taken, and no cursor twice");
  } while (!cursor.empty());
  HAAT_TRY_VOID(services_.store.change(
      [&](Session& session) { return session.replace_offers(provider, offers); }));
  return offers.size();
}

}  // namespace haat::server
