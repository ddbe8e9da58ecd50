#pragma once

#include <cstdint>
#include <filesystem>

#include "core/clock.hpp"
#include "core/result.hpp"

namespace haat::server {

// What was found to be whole.
struct Whole {
  std::uint64_t packages = 0;     // each read, and of its digest
  std::int64_t audit_rows = 0;    // each linked to the one before
  std::uint64_t log_entries = 0;  // of the transparency log, under the root that is kept
};

// A copy of a data folder as it is at one moment, also while a server works on it: the database
// first, then every package that it names; a package is on the disk before a row names it, and
// never changed. Hard links where the file system has them. It holds the keys, sealed as they are.
// `to` is there, whole, at the end or not at all. conflict ("backup-exists")
Result<Whole> back_up(const std::filesystem::path& data, const std::filesystem::path& to, Time now);

// Of a backup or of a data folder, also of one that a server works on: that every package is there
// and what its name says, that the audit log is a chain, and that the transparency log comes to
// its root; of a backup besides that its files are those that were written. Nothing is changed.
// corrupt ("backup-broken", "package-broken", "audit-broken", "log-broken"); not_found
// ("package-missing", "database-missing")
Result<Whole> verify_data(const std::filesystem::path& folder);

// Makes a data folder of a backup, which is verified before and after. conflict ("data-not-empty")
// where anything is at `data`.
Result<Whole> restore(const std::filesystem::path& backup, const std::filesystem::path& data);

}  // namespace haat::server
