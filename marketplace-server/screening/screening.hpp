#pragma once

#include <string>
#include <vector>

#include "core/package/package.hpp"
#include "core/qa/finding.hpp"
#include "core/result.hpp"
#include "marketplace-server/screening/suspicion.hpp"

namespace haat::server {

// What this marketplace looks for in packages before anybody reviews them.
struct Screening {
  // Rules whose findings are suspicions, however severe they are as findings.
  std::vector<std::string> rules = {"program-disguised", "program-inside", "script-misleads-reader",
                                    "script-reaches-into-lms", "secret-inside"};
  std::string clamd;  // socket of ClamAV's daemon; empty: there is none
};

// Nothing: it may go on to review. ("scanner-unavailable")
Result<std::vector<Suspicion>> judge(const Screening& screening, const Package& package,
                                     const std::vector<Finding>& findings);

}  // namespace haat::server
