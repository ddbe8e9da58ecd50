#include "marketplace-server/screening/screening.hpp"

#include <algorithm>

#include "marketplace-server/screening/clamd.hpp"

namespace haat::server {

Result<std::vector<Suspicion>> judge(const Screening& screening, const Package& package,
                                     const std::vector<Finding>& findings) {
  std::vector<Suspicion> suspicions;
  for (const Finding& finding : findings)
    if (std::find(screening.rules.begin(), screening.rules.end(), finding.rule) !=
        screening.rules.end())
      suspicions.push_back({finding.path, finding.rule});
  if (screening.clamd.empty()) return suspicions;
  HAAT_TRY(auto found, scan_with_clamd(screening.clamd, package));
  suspicions.insert(suspicions.end(), found.begin(), found.end());
  return suspicions;
}

}  // namespace haat::server
