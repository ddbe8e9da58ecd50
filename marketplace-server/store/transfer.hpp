#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.hpp"

namespace haat::server {

// With these words a database that was moved refuses every change.
constexpr std::string_view moved_away = "this marketplace has moved";

struct TransferReport {
  std::int64_t rows = 0;
  std::int64_t audit_rows = 0;    // of a chain that holds
  std::uint64_t log_entries = 0;  // of a tree whose every node was computed anew
};

// Copies all that a marketplace knows from one database to another that knows nothing yet,
// whichever of the two each is (open_database()). From the first row on nobody changes anything in
// the old one, and readers are served; when all is there, it refuses changes for good. What was
// copied is read back, the chain of the audit log and the tree of the transparency log are computed
// anew, and `before_the_end` is done, before any of it counts: an error, or an end in between,
// leaves both as they were. ("database-not-empty", "transfer-differs", "audit-broken",
// "log-broken")
Result<TransferReport> transfer(const std::string& from, const std::string& to,
                                const std::function<Result<void>()>& before_the_end);

// The tables that it copies, with their columns, for a test to compare.
struct TransferredTable {
  std::string name;
  std::vector<std::string> columns;
};
std::vector<TransferredTable> transferred_tables();

}  // namespace haat::server
