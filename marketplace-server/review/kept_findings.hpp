#pragma once

#include <cstdint>
#include <vector>

#include "core/qa/finding.hpp"

namespace haat::server {

// As much of a report as is kept and told: a package can have as many findings as files, each as
// long as its manifest, and lists of submissions hold many reports. Errors go first; a last finding
// ("findings-cut") tells how many there are, with those that were left out before.
std::vector<Finding> kept_findings(std::vector<Finding> findings, std::uint64_t left_out = 0);

}  // namespace haat::server
