#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "sdk/host/prepared_provider.hpp"
#include "sdk/host/supervisor.hpp"

namespace haat {

// One provider's place: who serves, and who follows. When the file of the library is replaced, or
// another configuration is given, the next one is started beside the one that serves, and takes its
// place when it runs; calls that are under way end where they began. One that does not come up
// changes nothing, and the health says so. Where nobody serves, the next one is in place at once.
// Threads: any; one at a time in look().
class Succession {
 public:
  using Retire = std::function<void(std::shared_ptr<Supervisor>)>;
  // `retire` is given whoever is not called any more.
  Succession(PreparedProvider provider, const ProviderHost::Options& options, Supervisor::Log log,
             Retire retire);

  std::shared_ptr<Supervisor> serving() const;  // to be held during a call
  ProviderHealth health() const;
  ProviderConfig config() const;  // that was given last
  // The same one again counts if it is not in force: whatever was missing may be there now.
  void configure(PreparedProvider provider);
  // Other settings, for which whoever asks waits: the next one runs with them, and takes its place
  // once `keep` has kept them. With an error, of either, nothing has changed. Not beside
  // configure(). ("provider-did-not-start")
  tl::expected<void, SettingsRefusal> change_settings(const std::string& settings,
                                                      const std::function<Result<void>()>& keep);
  void look();   // whether the file is another, and how the next one fares
  void leave();  // retires everybody

 private:
  // Of a file and of its signature: whether they are what they were.
  struct Seen {
    struct File {
      std::uint64_t device = 0, number = 0, size = 0, changed = 0;
      bool operator==(const File&) const = default;
    };
    std::optional<File> library, signature;
    bool operator==(const Seen&) const = default;
  };
  static Seen see(const ProviderConfig& config);

  std::shared_ptr<Supervisor> start(const PreparedProvider& provider) const;
  void take_place(std::shared_ptr<Supervisor> next);  // with the lock held, as the next four
  void begin();
  void judge();
  void drop_next();
  void forget_farewell();

  const ProviderHost::Options& options_;
  const Supervisor::Log log_;
  const Retire retire_;
  mutable std::mutex mutex_;
  PreparedProvider provider_;
  Seen seen_;              // what the last one was started with
  Seen glimpsed_;          // the last time: what is being written is not taken yet
  const char* what_ = "";  // is new about the next one
  std::string rejected_;   // why the last one did not come up
  // How the last one left, if it was not in order. Whoever is retired may outlive this.
  struct Farewell {
    std::mutex mutex;
    std::string words;
  };
  const std::shared_ptr<Farewell> farewell_ = std::make_shared<Farewell>();
  std::shared_ptr<Supervisor> serving_;
  std::shared_ptr<Supervisor> next_;  // none: nothing is new
};

}  // namespace haat
