#pragma once

#include <map>
#include <string>
#include <string_view>

#include "core/result.hpp"

namespace haat {

// What one entry of a marketplace's log tells (core/log/README.md).
struct LogEntry {
  std::string at;  // RFC 3339
  std::string by;
  std::string act;  // "submission.accepted"
  std::string subject;
  std::map<std::string, std::string> details;
};

Result<LogEntry> parse_log_entry(std::string_view text);  // ("log-entry-invalid")

}  // namespace haat
