#pragma once

#include <chrono>
#include <condition_variable>
#include <map>
#include <mutex>
#include <string>
#include <thread>

#include "core/result.hpp"
#include "marketplace-server/services.hpp"

namespace haat::server {

// Copies the catalogues of providers into the store, so that listing them asks no plugin: when a
// provider comes up, after each restart, and every so often. A provider that fails keeps the
// catalogue that it had. A thread of its own.
class ProviderIngest {
 public:
  ProviderIngest(Services& services, std::chrono::seconds every);
  ~ProviderIngest();  // ends the thread; a call into a provider that is under way is waited for
  ProviderIngest(const ProviderIngest&) = delete;
  ProviderIngest& operator=(const ProviderIngest&) = delete;

 private:
  void run();
  void look();
  Result<std::size_t> ingest(const std::string& provider);

  struct Seen {
    int process = 0;
    std::chrono::steady_clock::time_point at;
  };

  Services& services_;
  std::chrono::seconds every_;
  std::map<std::string, Seen> seen_;
  std::mutex lock_;
  std::condition_variable wake_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace haat::server
