#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "core/qa/rubric/rubric.hpp"
#include "core/result.hpp"
#include "marketplace-server/screening/screening.hpp"

namespace haat::server {

// What this marketplace asks for before it publishes: the operator's choice.
struct Policy {
  int approvals = 1;             // how many curators have to agree, the one who accepts among them
  bool self_assessment = false;  // whether partners answer the rubric before they hand in
  std::string minimum_grade;     // of the rubric's; empty: every grade will do
  Rubric rubric = Rubric::quality();
  Screening screening;
  // Where webhooks may be beside the public internet's https: "localhost", "tools.campus:8080".
  std::vector<std::string> webhook_hosts;
};

// From JSON: {"approvals": 2, "self_assessment": true, "minimum_grade": "sound", "rubric":
// "rubric.json", "webhook_hosts": ["tools.campus:8080"],
// "quarantine": ["program-inside"], "clamd": "/run/clamav/clamd.ctl"}, every member optional, a
// relative path beginning at the file's folder.
// ("policy-unreadable", "policy-invalid", "rubric-invalid")
Result<Policy> read_policy(const std::filesystem::path& file);
// The same from its text: `name` is said in errors, relative paths begin at `folder`.
Result<Policy> parse_policy(std::string_view text, const std::string& name,
                            const std::filesystem::path& folder);
std::string_view policy_schema();  // JSON Schema, draft 7

// Whether the grade is the policy's minimum or above it.
bool good_enough(const std::string& grade, const Policy& policy);

}  // namespace haat::server
