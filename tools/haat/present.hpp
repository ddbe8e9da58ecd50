#pragma once

#include <string>

#include "core/clock.hpp"
#include "core/result.hpp"

namespace haat::cli {

Time present();  // by the system's clock, in whole seconds

// The time that the user gave, 2026-11-23T06:41:46Z or the day alone; empty: the present.
// ("time-invalid")
Result<Time> time_of(const std::string& text);

}  // namespace haat::cli
