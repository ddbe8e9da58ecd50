#pragma once

#include <set>
#include <string>
#include <vector>

#include "core/signing/key.hpp"
#include "core/tuf/root.hpp"
#include "core/tuf/targets.hpp"
#include "marketplace-server/store/session.hpp"

namespace haat::server {

// "<course id>/<version>.zip": what a release is called in the repository.
std::string target_path(const Release& release);

// The catalogue as a TUF repository (core/tuf/README.md), within one Store::change(): what is
// listed, and the documents that the online key signs over it. Until a root is installed, nothing
// is signed.
class Repository {
 public:
  Repository(Session& session, const SecretKey& online_key, Time now)
      : session_(session), key_(online_key), now_(now) {}

  // `statement` is the SHA-256, in hex, of the release statement's bytes; empty: it is not known.
  Result<void> list(const Release& release, const std::string& statement);
  Result<void> unlist(const Release& release);
  // The bins that changed, a snapshot of them all, and a timestamp.
  Result<void> sign();

  // What ends before half of its time is left is signed again.
  Result<void> renew();

  // The roots that come after the installed one, oldest first, and the targets document that
  // belongs to the last. ("tuf-not-signed", "tuf-version-wrong", "tuf-expired",
  // "tuf-online-key-other")
  Result<void> install(const std::vector<tuf::Metadata>& roots, const tuf::Metadata& targets);

 private:
  Result<std::optional<tuf::SuccinctRoles>> delegations();  // nothing: there is no root yet
  Result<void> put(const std::string& path, const tuf::Target& target);
  Result<void> sign_bin(const tuf::SuccinctRoles& bins, std::uint64_t bin);
  Result<void> sign_snapshot();
  Result<void> sign_timestamp();
  Result<std::uint64_t> next_version(const std::string& role);
  Result<void> add(const std::string& role, std::uint64_t version, Time expires,
                   tuf::Metadata metadata);
  bool ends_soon(Time expires, std::chrono::seconds lifetime) const;

  Session& session_;
  const SecretKey& key_;
  Time now_;
  std::set<std::string> changed_;  // paths
};

}  // namespace haat::server
