#pragma once

#include <chrono>
#include <map>
#include <set>
#include <string>
#include <thread>

#include "core/result.hpp"
#include "marketplace-server/services.hpp"
#include "marketplace-server/store/records.hpp"

namespace haat {
struct ProviderHealth;
}

namespace haat::server {

// Copies the catalogues of providers into the store, so that listing them asks no plugin: when a
// provider comes up, after each restart, every so often, and when somebody asks for it
// (Services::ingest_requests); that by the server that was asked, all else by the one on duty. Page
// by page: what changed since the last time where a provider can tell, else the whole. Courses that
// a provider has no more stay, as gone. A provider that fails keeps what was taken of it. Then who
// finished what. A thread of its own.
class ProviderIngest {
 public:
  ProviderIngest(Services& services, std::chrono::seconds every);
  ~ProviderIngest();  // ends the thread; a call into a provider that is under way is waited for
  ProviderIngest(const ProviderIngest&) = delete;
  ProviderIngest& operator=(const ProviderIngest&) = delete;

 private:
  void run();
  void look(const std::set<std::string>& asked_for);
  void take(const ProviderHealth& health);
  Result<void> take_catalogue(const ProviderHealth& health, Ingest& ingest);
  Result<void> take_whole(const ProviderHealth& health, Ingest& ingest);
  Result<void> take_changes(const ProviderHealth& health, Ingest& ingest);
  Result<void> take_completions(Ingest& ingest);
  Result<void> go_on(bool endless) const;  // from one page to the next

  struct Seen {
    int process = 0;
    std::chrono::steady_clock::time_point at;
  };

  Services& services_;
  std::chrono::seconds every_;
  std::map<std::string, Seen> seen_;
  std::thread thread_;
};

}  // namespace haat::server
