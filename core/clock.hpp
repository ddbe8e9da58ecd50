#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <string_view>

#include "core/result.hpp"

namespace haat {

// Time is always given, never taken: nothing in core asks the system for it.
using Time = std::chrono::sys_seconds;
using Clock = std::function<Time()>;

std::string to_rfc3339(Time time);                  // "2026-11-23T06:41:46Z"
Result<Time> parse_rfc3339(std::string_view text);  // UTC only ("Z"), whole seconds

}  // namespace haat
