#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <mutex>
#include <string>
#include <vector>

#include "sdk/host/provider_host.hpp"
#include "tests/comes_true.hpp"

namespace haat::test {

// Before a worker that ended is started anew, where it is looked at how it ended: longer than
// anybody has to wait for the processor.
inline constexpr std::chrono::milliseconds not_soon{60'000};

// A host with deadlines for tests, one provider "good" that must never notice the others, and what
// was logged.
class Market {
 public:
  struct Terms {
    std::filesystem::path worker = WORKER;
    std::chrono::milliseconds first_backoff{200};
    std::chrono::milliseconds last_backoff{60'000};
    // For what is to hang, say less; what is not to has time even beside a busy machine's tests.
    std::chrono::milliseconds call_deadline{20'000};
    std::chrono::milliseconds load_deadline{20'000};
    std::chrono::milliseconds fetch_deadline{900'000};
    std::chrono::milliseconds health_every{60'000};
    std::filesystem::path record_http{};
    std::filesystem::path replay_http{};
    std::function<int(int socket, int image)> in_process{};
  };
  Market() : Market(Terms{}) {}
  explicit Market(const Terms& terms);

  ProviderHost& host() { return host_; }
  void open(const std::string& id, const std::string& library, const std::string& settings = "{}",
            std::vector<std::filesystem::path> readable = {},
            std::vector<ProviderPartnerHost> hosts = {});

  ProviderHealth health(const std::string& id) const;
  // Waits for it; then the health as it is.
  ProviderHealth reaches(const std::string& id, ProviderHealth::State state,
                         std::uint64_t restarts = 0) const;
  // Whether its health says so, or will.
  bool says(const std::string& id, const std::string& words) const;
  // Of the first course listed, or the error's "id: message".
  std::string title(const std::string& id, const std::string& cursor);
  // Of all courses, one after another, or the error.
  std::string titles(const std::string& id, const std::string& cursor);
  bool good_answers();
  // Waits for it: what a plugin says comes beside its answers, not before them.
  bool logged(const std::string& id, const std::string& part,
              std::chrono::milliseconds most = patience) const;
  std::size_t lines(const std::string& id) const;

 private:
  ProviderHost::Options options(const Terms& terms);

  bool has_logged(const std::string& id, const std::string& part) const;

  mutable std::mutex mutex_;
  std::vector<std::pair<std::string, std::string>> log_;
  ProviderHost host_;  // last: it logs until it has ended
};

// A folder of this test's own, gone at its end.
class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  const std::filesystem::path& path() const { return path_; }
  std::filesystem::path write(const std::string& name, const std::string& bytes) const;

 private:
  std::filesystem::path path_;
};

}  // namespace haat::test
