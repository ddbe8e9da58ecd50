#include "marketplace-server/review/kept_findings.hpp"

#include <algorithm>
#include <string>

#include "core/characters.hpp"

namespace haat::server {
namespace {

constexpr std::size_t most_findings = 500;
constexpr std::size_t longest_text = 2000;  // bytes

void cut(std::string& text) {
  if (text.size() <= longest_text) return;
  text.resize(first_bytes(text, longest_text).size());
  text += "...";
}

}  // namespace

std::vector<Finding> kept_findings(std::vector<Finding> findings, std::uint64_t left_out) {
  const std::uint64_t all = findings.size() + left_out;
  if (findings.size() > most_findings) {
    std::stable_partition(findings.begin(), findings.end(), [](const Finding& finding) {
      return finding.severity == Severity::error;
    });
    findings.resize(most_findings);
    findings.push_back({"findings-cut", Severity::advice, "", 0,
                        "there are " + std::to_string(all) + " findings, of which " +
                            std::to_string(most_findings) +
                            " are kept here; \"haat check\" and \"haat verify\" tell more"});
  }
  for (Finding& finding : findings) {
    cut(finding.path);
    cut(finding.message);
  }
  return findings;
}

}  // namespace haat::server
