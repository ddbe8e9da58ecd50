#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/clock.hpp"
#include "core/tuf/root.hpp"
#include "core/tuf/targets.hpp"

namespace haat::server {

// The papers of the root: a folder with every N.root.json so far, and the N.targets.json that
// belongs to each, which is carried by hand from one holder of a root key to the next. No server
// and no network is needed.
//
// The last version is a draft until enough keys have signed it. A change is made to the draft,
// which loses its signatures by that, or else begins the next version.
class Ceremony {
 public:
  struct Terms {
    std::vector<PublicKey> keys;  // of the root, and of what it delegates
    unsigned threshold = 1;
    PublicKey online_key;
    unsigned bit_length = 8;  // of the hash bins
    Time expires{};
  };

  // The first version. ("tuf-ceremony-begun", "tuf-metadata-invalid")
  static Result<Ceremony> init(const std::filesystem::path& folder, const Terms& terms);
  // Checks the whole chain. ("tuf-ceremony-missing", "tuf-not-signed", "tuf-metadata-invalid", ...)
  static Result<Ceremony> open(const std::filesystem::path& folder);

  Result<void> add_key(const PublicKey& key, Time expires);
  Result<void> remove_key(const PublicKey& key, Time expires);
  Result<void> set_threshold(unsigned threshold, Time expires);
  Result<void> set_online_key(const PublicKey& key, Time expires);
  Result<void> set_bit_length(unsigned bit_length, Time expires);
  Result<void> renew(Time expires);

  // ("tuf-key-not-named")
  Result<void> sign(const SecretKey& key);

  const tuf::Root& root() const { return root_; }
  const tuf::Targets& targets() const { return targets_; }
  const std::vector<tuf::Metadata>& roots() const { return roots_; }
  const tuf::Metadata& targets_document() const { return targets_document_; }

  // Who signed the root before the last; nobody, if there is none.
  const std::vector<std::string>& previous_keyids() const { return previous_.root.keyids; }
  bool has_signed(const std::string& keyid) const;  // the last root
  // What the last version still lacks, a sentence each; nothing: it can be installed.
  std::vector<std::string> missing() const;

 private:
  explicit Ceremony(std::filesystem::path folder) : folder_(std::move(folder)) {}
  const tuf::Root* last_complete() const { return previous_.version ? &previous_ : nullptr; }
  Result<void> draft(tuf::Root root, tuf::Targets targets, Time expires);
  Result<void> write() const;

  std::filesystem::path folder_;
  std::vector<tuf::Metadata> roots_;  // from version 1 on
  tuf::Metadata targets_document_;    // of the last version
  tuf::Root root_;                    // what the last ones say
  tuf::Targets targets_;
  tuf::Root previous_{.version = 0};  // the root before the last; version 0: there is none
};

}  // namespace haat::server
