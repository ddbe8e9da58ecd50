#include "marketplace-server/tuf/repository.hpp"

#include <algorithm>

#include "core/tuf/snapshot.hpp"
#include "core/tuf/timestamp.hpp"

namespace haat::server {
namespace {

using std::chrono::days;

// How long a client may be kept from the news, and how long a server may be down.
constexpr days timestamp_lifetime{1}, snapshot_lifetime{7}, bin_lifetime{30};

const std::string root_role = "root", targets_role = "targets", snapshot_role = "snapshot",
                  timestamp_role = "timestamp";

// For clients that are in the middle of an update while others are accepted.
constexpr std::uint64_t kept_versions = 100;

tl::unexpected<Error> key_other(const std::string& name, const SecretKey& key) {
  return fail(Errc::unavailable, "tuf-online-key-other",
              name + " does not let this server's online key sign (KEYID " +
                  tuf::key_id(key.public_key()) +
                  "): put back the online.key that it names, or install a root that names this "
                  "one, with haat-server root set-online-key");
}

bool lets_sign(const tuf::Role& role, const SecretKey& key) {
  const std::string id = tuf::key_id(key.public_key());
  return role.threshold == 1 &&
         std::find(role.keyids.begin(), role.keyids.end(), id) != role.keyids.end();
}

Result<void> judge_expiry(const std::string& name, Time expires, Time now) {
  if (!tuf::is_expired(expires, now)) return {};
  return fail(Errc::conflict, "tuf-expired",
              name + " has expired at " + to_rfc3339(expires) +
                  ", so no client would take it; make the next one with haat-server root renew");
}

// What a buyer relies on beside the bytes; the signed statement itself is in the package.
std::map<std::string, std::string> custom_of(const Release& release, const std::string& statement) {
  std::map<std::string, std::string> custom{{"package", release.digest},
                                            {"published", to_rfc3339(release.published_at)},
                                            {"standard", release.standard},
                                            {"submission", release.submission}};
  if (!statement.empty()) custom["statement"] = statement;
  return custom;
}

}  // namespace

std::string target_path(const Release& release) {
  return release.course.id + "/" + release.course.version + ".zip";
}

Result<void> Repository::put(const std::string& path, const tuf::Target& target) {
  changed_.insert(path);
  return session_.list_target(path, target);
}

Result<void> Repository::list(const Release& release, const std::string& statement) {
  HAAT_TRY(const Sha256 digest, parse_sha256(release.blob));
  return put(target_path(release), {release.size, digest, custom_of(release, statement)});
}

Result<void> Repository::unlist(const Release& release) {
  changed_.insert(target_path(release));
  return session_.unlist_target(target_path(release));
}

Result<std::optional<tuf::SuccinctRoles>> Repository::delegations() {
  HAAT_TRY(const auto document, session_.tuf_document(targets_role));
  if (!document) return std::nullopt;
  const std::string name = "targets " + std::to_string(document->version);
  HAAT_TRY(const tuf::Metadata metadata, tuf::parse_metadata(document->text, name));
  HAAT_TRY(tuf::Targets targets, tuf::parse_delegating_targets(metadata, name));
  if (!lets_sign(targets.delegations->role, key_)) return key_other(name, key_);
  return std::move(targets.delegations);
}

Result<std::uint64_t> Repository::next_version(const std::string& role) {
  HAAT_TRY(const auto newest, session_.tuf_document(role));
  return newest ? newest->version + 1 : 1;
}

Result<void> Repository::add(const std::string& role, std::uint64_t version, Time expires,
                             tuf::Metadata metadata) {
  tuf::sign(metadata, key_);
  const std::uint64_t up_to = version > kept_versions ? version - kept_versions : 0;
  HAAT_TRY_VOID(session_.drop_tuf_documents(role, up_to, now_));
  return session_.add_tuf_document({role, version, expires, tuf::to_json(metadata)});
}

Result<void> Repository::sign_bin(const tuf::SuccinctRoles& bins, std::uint64_t bin) {
  // No hash in hex comes behind "g".
  const std::string behind = bin + 1 == bins.count() ? "g" : bins.first_hash(bin + 1);
  tuf::Targets targets;
  HAAT_TRY(targets.version, next_version(bins.name(bin)));
  HAAT_TRY(targets.targets, session_.targets(bins.first_hash(bin), behind));
  targets.expires = now_ + bin_lifetime;
  HAAT_TRY(tuf::Metadata metadata, tuf::metadata_of(targets));
  return add(bins.name(bin), targets.version, targets.expires, std::move(metadata));
}

Result<void> Repository::sign_snapshot() {
  tuf::Snapshot snapshot{.expires = now_ + snapshot_lifetime};
  HAAT_TRY(snapshot.version, next_version(snapshot_role));
  HAAT_TRY(const auto versions, session_.tuf_versions());
  for (const auto& [role, newest] : versions) snapshot.versions[role] = newest.version;
  HAAT_TRY(tuf::Metadata metadata, tuf::metadata_of(snapshot));
  HAAT_TRY_VOID(add(snapshot_role, snapshot.version, snapshot.expires, std::move(metadata)));
  return sign_timestamp();
}

Result<void> Repository::sign_timestamp() {
  HAAT_TRY(const auto snapshot, session_.tuf_document(snapshot_role));
  if (!snapshot)
    return fail(Errc::corrupt, "tuf-snapshot-missing",
                "the store has lost the snapshot of its TUF repository; start the server on a "
                "backup of its data");
  tuf::Timestamp timestamp{.expires = now_ + timestamp_lifetime,
                           .snapshot_version = snapshot->version,
                           .snapshot = snapshot->text};
  HAAT_TRY(timestamp.version, next_version(timestamp_role));
  HAAT_TRY(tuf::Metadata metadata, tuf::metadata_of(timestamp));
  return add(timestamp_role, timestamp.version, timestamp.expires, std::move(metadata));
}

Result<void> Repository::sign() {
  HAAT_TRY(const auto bins, delegations());
  if (!bins || changed_.empty()) return {};
  std::set<std::uint64_t> changed;
  for (const std::string& path : changed_) changed.insert(bins->bin_of(path));
  for (const std::uint64_t bin : changed) {
    HAAT_TRY_VOID(sign_bin(*bins, bin));
  }
  return sign_snapshot();
}

bool Repository::ends_soon(Time expires, std::chrono::seconds lifetime) const {
  return expires - now_ < lifetime / 2;
}

Result<void> Repository::renew() {
  HAAT_TRY(const auto bins, delegations());
  if (!bins) return {};
  HAAT_TRY(const auto versions, session_.tuf_versions());
  bool changed = false;
  for (std::uint64_t bin = 0; bin < bins->count(); ++bin) {
    const auto newest = versions.find(bins->name(bin));
    if (newest != versions.end() && !ends_soon(newest->second.expires, bin_lifetime)) continue;
    HAAT_TRY_VOID(sign_bin(*bins, bin));
    changed = true;
  }
  HAAT_TRY(const auto snapshot, session_.tuf_document(snapshot_role));
  if (changed || !snapshot || ends_soon(snapshot->expires, snapshot_lifetime))
    return sign_snapshot();
  HAAT_TRY(const auto timestamp, session_.tuf_document(timestamp_role));
  if (!timestamp || ends_soon(timestamp->expires, timestamp_lifetime)) return sign_timestamp();
  return {};
}

Result<void> Repository::install(const std::vector<tuf::Metadata>& roots,
                                 const tuf::Metadata& targets) {
  HAAT_TRY(const auto installed, session_.tuf_document(root_role));
  std::optional<tuf::Root> root;
  if (installed) {
    HAAT_TRY(const tuf::Metadata metadata,
             tuf::parse_metadata(installed->text, "the installed root"));
    HAAT_TRY(root, tuf::parse_root(metadata, "the installed root"));
  }
  for (const tuf::Metadata& metadata : roots) {
    const std::string name = std::to_string(root ? root->version + 1 : 1) + ".root.json";
    if (root) {
      HAAT_TRY(root, tuf::open_next_root(*root, metadata, name));
    } else {
      HAAT_TRY(root, tuf::open_first_root(metadata, name));
    }
    const std::string text = tuf::to_json(metadata);
    HAAT_TRY_VOID(session_.add_tuf_document({root_role, root->version, root->expires, text}));
    HAAT_TRY_VOID(
        session_.log({"system", now_}, "root.installed", "root",
                     {{"version", std::to_string(root->version)}, {"root", to_hex(sha256(text))}}));
  }
  if (roots.empty())
    return fail(Errc::conflict, "tuf-root-installed",
                "there is no root that comes after the installed one");
  const std::string root_name = std::to_string(root->version) + ".root.json";
  const std::string name = std::to_string(root->version) + ".targets.json";
  HAAT_TRY_VOID(judge_expiry(root_name, root->expires, now_));
  if (!lets_sign(root->snapshot, key_) || !lets_sign(root->timestamp, key_))
    return key_other(root_name, key_);
  HAAT_TRY_VOID(tuf::verify(targets, root->targets, root->keys, name));
  HAAT_TRY(const tuf::Targets listed, tuf::parse_delegating_targets(targets, name));
  HAAT_TRY_VOID(judge_expiry(name, listed.expires, now_));
  if (listed.version != root->version)
    return fail(Errc::conflict, "tuf-version-wrong",
                name + " has the version " + std::to_string(listed.version) +
                    "; it needs that of its root");
  HAAT_TRY_VOID(session_.add_tuf_document(
      {targets_role, listed.version, listed.expires, tuf::to_json(targets)}));
  HAAT_TRY(const auto bins, delegations());
  HAAT_TRY(const auto unlisted, session_.unlisted_releases());
  for (const Release& release : unlisted) {
    HAAT_TRY_VOID(list(release, ""));
  }
  // All of them: the key that clients take for them, or their number, may be another now.
  for (std::uint64_t bin = 0; bin < bins->count(); ++bin) {
    HAAT_TRY_VOID(sign_bin(*bins, bin));
  }
  return sign_snapshot();
}

}  // namespace haat::server
