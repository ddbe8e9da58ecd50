#include "marketplace-server/providers/provider_settings.hpp"

#include <algorithm>
#include <set>

#include "core/json/json.hpp"
#include "core/package/digest.hpp"
#include "core/package/entry_name.hpp"
#include "core/signing/secret_box.hpp"
#include "core/wording.hpp"
#include "marketplace-server/store/store.hpp"

namespace haat::server {
namespace {

constexpr std::chrono::seconds pause{1};  // between two looks at what other servers were told

// Names of members that are not the same in both, for people.
std::string changed_members(const std::string& before, const std::string& after) {
  const Json was = Json::parse(before);
  const Json is = Json::parse(after);
  std::set<std::string> names;
  for (const auto& [name, value] : was.items())
    if (is.value(name, Json()) != value) names.insert(name);
  for (const auto& [name, value] : is.items())
    if (was.value(name, Json()) != value) names.insert(name);
  return joined(std::vector<std::string>(names.begin(), names.end()), ", ");
}

tl::unexpected<Error> changed_meanwhile(const std::string& provider) {
  return fail(Errc::conflict, "provider-settings-changed",
              "somebody else has changed the settings of provider " + printable(provider) +
                  " meanwhile; look at them again, and then change them");
}

}  // namespace

ProviderSettings::ProviderSettings(Store& store, ProviderHost& host, const SecretKey& key, Log log)
    : store_(store), host_(host), key_(key), log_(std::move(log)) {}

Result<void> ProviderSettings::configure(std::vector<ProviderConfig> file) {
  const std::lock_guard changing(changing_);
  HAAT_TRY_VOID(apply(file));
  {
    const std::lock_guard reading(reading_);
    file_ = std::move(file);
  }
  if (store_.is_shared() && !following_)
    following_.emplace(pause, [this] { return follow(), false; });
  return {};
}

// With `changing_` locked.
Result<void> ProviderSettings::apply(const std::vector<ProviderConfig>& file) {
  HAAT_TRY(const auto all, store_.view([](Session& session) { return session.all_settings(); }));
  std::vector<ProviderConfig> configs = file;
  std::map<std::string, std::string> revisions;
  for (const KeptSettings& kept : all) {
    revisions.emplace(kept.provider, kept.revision);
    const auto config = std::find_if(configs.begin(), configs.end(),
                                     [&](const auto& one) { return one.id == kept.provider; });
    if (config == configs.end()) continue;
    if (auto json = opened(kept))
      config->settings = *std::move(json);
    else
      log_("WARNING: the settings that " + printable(kept.set.name) + " set for provider " +
           kept.provider + " cannot be opened with this server's key; those of the file count");
  }
  HAAT_TRY_VOID(host_.configure(std::move(configs)));
  applied_ = std::move(revisions);
  return {};
}

void ProviderSettings::follow() {
  const std::lock_guard changing(changing_);
  const auto revisions = store_.view([](Session& session) { return session.settings_revisions(); });
  if (!revisions || *revisions == applied_) return;  // a store that is away, others tell of
  if (const auto applied = apply(file()); !applied)
    log_("WARNING: the providers' settings are as they were: " + applied.error().message);
}

std::vector<ProviderConfig> ProviderSettings::file() const {
  const std::lock_guard reading(reading_);
  return file_;
}

// Another one for each provider, so that no box opens in another's place.
std::string ProviderSettings::secret_of(const std::string& provider) const {
  return key_.derive("haat provider settings " + provider);
}

std::optional<std::string> ProviderSettings::opened(const KeptSettings& kept) const {
  return open_box(kept.sealed, secret_of(kept.provider));
}

// Nobody can try guesses at a secret in it, since the key is in front.
std::string ProviderSettings::revision_of_file(const ProviderConfig& config) const {
  return to_hex(sha256(secret_of(config.id) + config.settings)).substr(0, 32);
}

Result<ProviderConfig> ProviderSettings::in_file(const std::string& provider) const {
  for (const ProviderConfig& config : file())
    if (config.id == provider) return config;
  return fail(Errc::not_found, "provider-unknown",
              "no provider " + printable(provider) + " is configured");
}

Result<ProviderSettings::Current> ProviderSettings::current(const std::string& provider) const {
  HAAT_TRY(const ProviderConfig config, in_file(provider));
  HAAT_TRY(const auto kept,
           store_.view([&](Session& session) { return session.find_settings(provider); }));
  if (!kept) return Current{provider, config.settings, revision_of_file(config), std::nullopt};
  auto json = opened(*kept);
  if (!json)
    return fail(Errc::conflict, "provider-settings-sealed",
                "the settings that were set for provider " + printable(provider) +
                    " are sealed with another key than this server's; reset them, and set them "
                    "again");
  return Current{provider, *std::move(json), kept->revision, kept->set};
}

Result<std::string> ProviderSettings::revision(const std::string& provider,
                                               Session& session) const {
  HAAT_TRY(const ProviderConfig config, in_file(provider));
  HAAT_TRY(const auto kept, session.find_settings(provider));
  return kept ? kept->revision : revision_of_file(config);
}

Result<std::string> ProviderSettings::revision(const std::string& provider) const {
  return store_.view([&](Session& session) { return revision(provider, session); });
}

Result<void> ProviderSettings::is_still(const std::string& provider, const std::string& seen,
                                        Session& session) const {
  HAAT_TRY(const std::string now, revision(provider, session));
  if (now == seen) return {};
  return changed_meanwhile(provider);
}

tl::expected<void, SettingsRefusal> ProviderSettings::set(const Current& seen,
                                                          const std::string& json, const By& by) {
  auto sealed = seal_box(json, secret_of(seen.provider));
  if (!sealed) return tl::unexpected(SettingsRefusal{std::move(sealed).error()});
  const KeptSettings kept{seen.provider, *std::move(sealed), random_hex(16), by};
  const auto keep = [&] {
    return store_.change([&](Session& session) -> Result<void> {
      HAAT_TRY_VOID(is_still(seen.provider, seen.revision, session));
      HAAT_TRY_VOID(session.put_settings(kept));
      return session.log(by, "provider.settings_set", seen.provider,
                         {{"members", changed_members(seen.json, json)}});
    });
  };
  const std::lock_guard changing(changing_);
  auto changed = host_.change_settings(seen.provider, json, keep);
  if (changed) applied_[seen.provider] = kept.revision;
  if (!changed && changed.error().error.id == "provider-did-not-start")
    changed.error().error = {Errc::corrupt, "provider-settings-refused",
                             changed.error().error.message};
  return changed;
}

Result<void> ProviderSettings::reset(const std::string& provider, const std::string& seen_revision,
                                     const By& by) {
  const std::lock_guard changing(changing_);
  HAAT_TRY(const ProviderConfig config, in_file(provider));
  HAAT_TRY_VOID(store_.change([&](Session& session) -> Result<void> {
    HAAT_TRY_VOID(is_still(provider, seen_revision, session));
    HAAT_TRY(const auto before, session.find_settings(provider));
    if (!before) return {};
    HAAT_TRY_VOID(session.drop_settings(provider));
    const auto json = opened(*before);
    return session.log(by, "provider.settings_reset", provider,
                       {{"members", json ? changed_members(*json, config.settings) : ""}});
  }));
  return apply(file());
}

}  // namespace haat::server
