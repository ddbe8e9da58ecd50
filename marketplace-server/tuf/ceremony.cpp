#include "marketplace-server/tuf/ceremony.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>

namespace haat::server {
namespace {

namespace fs = std::filesystem;

constexpr Limits paper{.json_size = 512 << 10};
constexpr std::uint64_t most_versions = 10'000;

fs::path root_file(const fs::path& folder, std::uint64_t version) {
  return folder / (std::to_string(version) + ".root.json");
}

fs::path targets_file(const fs::path& folder, std::uint64_t version) {
  return folder / (std::to_string(version) + ".targets.json");
}

Result<tuf::Metadata> read(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::string text(paper.json_size + 1, '\0');
  in.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(std::max<std::streamsize>(in.gcount(), 0)));
  if (!in.is_open() || in.bad())
    return fail(Errc::unavailable, "file-unreadable", file.string() + " cannot be read");
  return tuf::parse_metadata(text, file.string(), paper);
}

// Whole or not at all: a draft that was half written would look like a forged one.
Result<void> replace(const fs::path& file, const std::string& text) {
  const fs::path beside = file.string() + ".new";
  std::ofstream out(beside, std::ios::binary | std::ios::trunc);
  out << text;
  out.close();
  std::error_code problem;
  if (out) fs::rename(beside, file, problem);
  if (!out || problem)
    return fail(Errc::unavailable, "file-unwritable", file.string() + " cannot be written");
  return {};
}

// Of keys and roles, only what a role names stays.
void drop_unused(tuf::Root& root) {
  std::erase_if(root.keys, [&](const auto& entry) {
    const auto names = [&](const tuf::Role& role) {
      return std::find(role.keyids.begin(), role.keyids.end(), entry.first) != role.keyids.end();
    };
    return !names(root.root) && !names(root.targets) && !names(root.snapshot) &&
           !names(root.timestamp);
  });
}

void name_online_key(tuf::Root& root, tuf::Targets& targets, const PublicKey& key) {
  const std::string id = tuf::key_id(key);
  root.keys[id] = key;
  root.snapshot = root.timestamp = {{id}, 1};
  targets.delegations->keys = {{id, key}};
  targets.delegations->role = {{id}, 1};
  drop_unused(root);
}

tl::unexpected<Error> already(const std::string& id) {
  return fail(Errc::conflict, "tuf-key-named-already", "the root names the key " + id + " already");
}

}  // namespace

Result<void> Ceremony::write() const {
  HAAT_TRY_VOID(replace(root_file(folder_, root_.version), tuf::to_json(roots_.back())));
  return replace(targets_file(folder_, root_.version), tuf::to_json(targets_document_));
}

// What was changed is read back, so that nothing is written that could not be installed.
Result<void> Ceremony::draft(tuf::Root root, tuf::Targets targets, Time expires) {
  const bool next = !roots_.empty() && missing().empty();
  if (next) {
    previous_ = root_;
    ++root.version;
  }
  targets.version = root.version;
  root.expires = targets.expires = expires;
  const std::string name = root_file(folder_, root.version).string();
  HAAT_TRY(const tuf::Metadata root_document, tuf::metadata_of(root));
  HAAT_TRY(root_, tuf::parse_root(root_document, name));
  HAAT_TRY(targets_document_, tuf::metadata_of(targets));
  HAAT_TRY(targets_, tuf::parse_delegating_targets(targets_document_, name));
  if (!next && !roots_.empty()) roots_.pop_back();
  roots_.push_back(root_document);
  return write();
}

Result<Ceremony> Ceremony::init(const fs::path& folder, const Terms& terms) {
  std::error_code problem;
  fs::create_directories(folder, problem);
  if (fs::exists(root_file(folder, 1), problem))
    return fail(Errc::conflict, "tuf-ceremony-begun",
                root_file(folder, 1).string() +
                    " is there already; haat-server root show tells what it says");
  tuf::Root root;
  for (const PublicKey& key : terms.keys) {
    const std::string id = tuf::key_id(key);
    if (!root.keys.emplace(id, key).second) return already(id);
    root.root.keyids.push_back(id);
  }
  root.root.threshold = terms.threshold;
  root.targets = root.root;
  // Who holds a key of the root keeps it offline, and the server's is not.
  if (root.keys.contains(tuf::key_id(terms.online_key)))
    return already(tuf::key_id(terms.online_key));
  tuf::Targets targets;
  targets.delegations = tuf::SuccinctRoles{.bit_length = terms.bit_length};
  name_online_key(root, targets, terms.online_key);
  Ceremony ceremony(folder);
  HAAT_TRY_VOID(ceremony.draft(std::move(root), std::move(targets), terms.expires));
  return ceremony;
}

Result<Ceremony> Ceremony::open(const fs::path& folder) {
  Ceremony ceremony(folder);
  std::error_code problem;
  for (std::uint64_t version = 1; version <= most_versions; ++version) {
    const fs::path file = root_file(folder, version);
    if (!fs::exists(file, problem)) break;
    HAAT_TRY(tuf::Metadata metadata, read(file));
    // Only the last may be a draft: all before it are the ones that clients walk through.
    if (version > 1) {
      const std::string name = root_file(folder, version - 1).string();
      if (const tuf::Root* trusted = ceremony.last_complete()) {
        HAAT_TRY_VOID(tuf::open_next_root(*trusted, ceremony.roots_.back(), name));
      } else {
        HAAT_TRY_VOID(tuf::open_first_root(ceremony.roots_.back(), name));
      }
      ceremony.previous_ = ceremony.root_;
    }
    HAAT_TRY(ceremony.root_, tuf::parse_root(metadata, file.string()));
    if (ceremony.root_.version != version)
      return fail(Errc::conflict, "tuf-version-wrong",
                  file.string() + " has the version " + std::to_string(ceremony.root_.version));
    ceremony.roots_.push_back(std::move(metadata));
  }
  if (ceremony.roots_.empty())
    return fail(Errc::not_found, "tuf-ceremony-missing",
                root_file(folder, 1).string() +
                    " is not there; begin with haat-server root init, or name the folder with "
                    "--folder");
  const fs::path file = targets_file(folder, ceremony.root_.version);
  HAAT_TRY(ceremony.targets_document_, read(file));
  HAAT_TRY(ceremony.targets_,
           tuf::parse_delegating_targets(ceremony.targets_document_, file.string()));
  if (ceremony.targets_.version != ceremony.root_.version)
    return fail(Errc::conflict, "tuf-version-wrong",
                file.string() + " has the version " + std::to_string(ceremony.targets_.version));
  return ceremony;
}

Result<void> Ceremony::add_key(const PublicKey& key, Time expires) {
  tuf::Root root = root_;
  const std::string id = tuf::key_id(key);
  if (!root.keys.emplace(id, key).second) return already(id);
  root.root.keyids.push_back(id);
  root.targets.keyids.push_back(id);
  return draft(std::move(root), targets_, expires);
}

Result<void> Ceremony::remove_key(const PublicKey& key, Time expires) {
  tuf::Root root = root_;
  const std::string id = tuf::key_id(key);
  if (std::erase(root.root.keyids, id) + std::erase(root.targets.keyids, id) == 0)
    return fail(Errc::not_found, "tuf-key-not-named",
                "the root does not name the key " + id + " as one of its own");
  if (root.root.keyids.size() < root.root.threshold)
    return fail(Errc::conflict, "tuf-too-few-keys",
                "without the key " + id + " the root has " +
                    std::to_string(root.root.keyids.size()) + " keys, and needs " +
                    std::to_string(root.root.threshold) +
                    " of them to sign; first add a key, or lower the threshold");
  drop_unused(root);
  return draft(std::move(root), targets_, expires);
}

Result<void> Ceremony::set_threshold(unsigned threshold, Time expires) {
  tuf::Root root = root_;
  root.root.threshold = root.targets.threshold = threshold;
  return draft(std::move(root), targets_, expires);
}

Result<void> Ceremony::set_online_key(const PublicKey& key, Time expires) {
  tuf::Root root = root_;
  tuf::Targets targets = targets_;
  if (root.keys.contains(tuf::key_id(key))) return already(tuf::key_id(key));
  name_online_key(root, targets, key);
  return draft(std::move(root), std::move(targets), expires);
}

Result<void> Ceremony::set_bit_length(unsigned bit_length, Time expires) {
  tuf::Targets targets = targets_;
  targets.delegations->bit_length = bit_length;
  return draft(root_, std::move(targets), expires);
}

Result<void> Ceremony::renew(Time expires) {
  return draft(root_, targets_, expires);
}

Result<void> Ceremony::sign(const SecretKey& key) {
  const std::string id = tuf::key_id(key.public_key());
  const auto names = [&](const tuf::Role& role) {
    return std::find(role.keyids.begin(), role.keyids.end(), id) != role.keyids.end();
  };
  // A key that the last version takes away still gives its word for that.
  if (!names(root_.root) && !names(previous_.root))
    return fail(Errc::permission_denied, "tuf-key-not-named",
                "neither root " + std::to_string(root_.version) +
                    " nor the one before names the key " + id + " (" + key.public_key().name +
                    ") as one of its own");
  tuf::sign(roots_.back(), key);
  if (names(root_.targets)) tuf::sign(targets_document_, key);
  return write();
}

bool Ceremony::has_signed(const std::string& keyid) const {
  const auto& signatures = roots_.back().signatures;
  return std::any_of(signatures.begin(), signatures.end(),
                     [&](const tuf::Metadata::By& by) { return by.keyid == keyid; });
}

std::vector<std::string> Ceremony::missing() const {
  std::vector<std::string> missing;
  const auto count = [&](const tuf::Metadata& metadata, const tuf::Role& role,
                         const tuf::Root& root, const std::string& what) {
    const unsigned signers = tuf::count_signers(metadata, role, root.keys);
    if (signers < role.threshold)
      missing.push_back(what + ": " + std::to_string(signers) + " of " +
                        std::to_string(role.threshold) + " signatures");
  };
  const std::string version = std::to_string(root_.version);
  const std::string root_name = version + ".root.json";
  if (const tuf::Root* previous = last_complete())
    count(roots_.back(), previous->root, *previous,
          root_name + ", by keys of root " + std::to_string(previous->version));
  count(roots_.back(), root_.root, root_, root_name);
  count(targets_document_, root_.targets, root_, version + ".targets.json");
  return missing;
}

}  // namespace haat::server
