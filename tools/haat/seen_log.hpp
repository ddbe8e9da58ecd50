#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/result.hpp"
#include "core/signing/trust.hpp"

namespace haat::cli {

// What a person has seen of a marketplace's log, in <home>/logs: KEY-ID.checkpoint, its head at the
// last visit, and KEY-ID.revoked, the releases that it revokes.
Result<std::filesystem::path> checkpoint_file(const PublicKey& key);

// The package that an entry of the log revokes; nothing for an entry about something else.
std::optional<RevokedPackage> revoked_by_entry(const std::string& entry);

// Adds to those that are remembered of this log.
Result<void> remember_revoked(const PublicKey& key, const std::vector<RevokedPackage>& packages);

// Those of the logs of all keys that are trusted now.
Result<std::vector<RevokedPackage>> revoked_packages(const Trust& trust);

}  // namespace haat::cli
