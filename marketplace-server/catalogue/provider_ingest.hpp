#pragma once

#include <chrono>
#include <future>
#include <map>
#include <set>
#include <string>
#include <thread>

#include "marketplace-server/services.hpp"

namespace haat {
struct ProviderHealth;
}

namespace haat::server {

// Copies the catalogues of providers into the store (take_provider.hpp), so that listing them asks
// no plugin: when a provider comes up, after each restart, by another mapping, every so often, and
// when somebody asks for it on whichever server; never before the time for which its partner has
// asked. Only on duty. Each in a thread of its own while it takes, so that one that hangs delays
// nobody else.
class ProviderIngest {
 public:
  explicit ProviderIngest(Services& services);
  ~ProviderIngest();  // calls into providers that are under way are waited for
  ProviderIngest(const ProviderIngest&) = delete;
  ProviderIngest& operator=(const ProviderIngest&) = delete;

 private:
  // The last time that a provider's was taken, or is being.
  struct Last {
    int process = 0;
    std::string edition{};
    std::chrono::steady_clock::time_point at{};
    std::future<bool> taking{};
    bool finished = true;
    bool busy() const;
  };

  void run();
  void look();
  bool is_due(const ProviderHealth& health, const Last& last) const;
  std::chrono::seconds pause_after(const ProviderHealth& health, const Last& last) const;

  Services& services_;
  std::map<std::string, Last> last_;
  std::set<std::string> asked_for_;
  std::thread thread_;
};

}  // namespace haat::server
