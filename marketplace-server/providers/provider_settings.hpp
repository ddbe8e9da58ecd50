#pragma once

#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "core/clock.hpp"
#include "core/repeated.hpp"
#include "core/result.hpp"
#include "core/signing/key.hpp"
#include "marketplace-server/store/records.hpp"
#include "sdk/host/provider_host.hpp"

namespace haat::server {

class Session;
class Store;

// The providers as they are configured: by the operator's file, but for the settings that an admin
// has set in place of the file's. These are in the store, sealed by a key that is derived from the
// marketplace's; what another server of the same store was told is taken over within a second or
// two. Threads: any.
class ProviderSettings {
 public:
  using Log = std::function<void(const std::string& line)>;
  ProviderSettings(Store& store, ProviderHost& host, const SecretKey& key, Log log);

  // What the operator's file says, from now on. The errors are those of ProviderHost::configure()
  // and of the store; then nothing has changed.
  Result<void> configure(std::vector<ProviderConfig> file);

  struct Current {
    std::string provider;
    std::string json;       // all of them, secrets too
    std::string revision;   // another one after each change
    std::optional<By> set;  // in the marketplace; nothing: by the operator's file
  };
  // not_found ("provider-unknown"), conflict ("provider-settings-sealed")
  Result<Current> current(const std::string& provider) const;
  Result<std::string> revision(const std::string& provider) const;

  // Others (JSON) in place of those that were seen, once the provider runs with them. With an
  // error, nothing has changed: corrupt ("provider-settings-refused") where it does not, conflict
  // ("provider-settings-changed") where somebody else was quicker.
  tl::expected<void, SettingsRefusal> set(const Current& seen, const std::string& json,
                                          const By& by);
  // Those of the operator's file again, whether the provider runs with them or not: where it does
  // not, the one that serves goes on as it is, and its health says so.
  Result<void> reset(const std::string& provider, const std::string& seen_revision, const By& by);

 private:
  std::vector<ProviderConfig> file() const;
  Result<ProviderConfig> in_file(const std::string& provider) const;
  Result<std::string> revision(const std::string& provider, Session& session) const;
  Result<void> is_still(const std::string& provider, const std::string& seen,
                        Session& session) const;
  std::string revision_of_file(const ProviderConfig& config) const;
  std::string secret_of(const std::string& provider) const;
  std::optional<std::string> opened(const KeptSettings& kept) const;
  Result<void> apply(const std::vector<ProviderConfig>& file);
  void follow();

  Store& store_;
  ProviderHost& host_;
  const SecretKey& key_;
  const Log log_;
  mutable std::mutex reading_;  // of file_
  std::vector<ProviderConfig> file_;
  std::mutex changing_;                         // of what the host has, and of what follows
  std::map<std::string, std::string> applied_;  // revisions, by provider
  std::optional<Repeated> following_;           // last; not where there is no other server
};

}  // namespace haat::server
