#pragma once

#include <vector>

#include "core/manifest/manifest.hpp"
#include "core/qa/finding.hpp"

namespace haat {

// An attribute of the manifest whose value the schema refuses has to be written anew: what other
// rules found in it goes, unless it is worse to whoever asks.
void tell_refused_values_once(std::vector<Finding>& findings, const Manifest& manifest);

}  // namespace haat
