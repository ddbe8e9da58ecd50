#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "core/qa/rubric/rubric.hpp"
#include "core/result.hpp"
#include "marketplace-server/screening/screening.hpp"

namespace haat::server {

// How much one partner may bring.
struct Quota {
  std::uint64_t bytes_a_day = 50'000'000'000;
  int submissions_a_day = 1000;
  int open_uploads = 20;  // of one account
};

// How partners prove that a namespace is theirs (names/namespace_proof.hpp).
struct NamespacePolicy {
  bool proved = false;                    // whether a partner has to before it is published
  std::vector<std::string> name_servers;  // that are asked for TXT records; none: the machine's
  std::vector<std::string> hosts;  // domains of the operator's own network: "training.campus:8080"
};

// What this marketplace asks for before it publishes: the operator's choice.
struct Policy {
  int approvals = 1;             // how many curators have to agree, the one who accepts among them
  bool self_assessment = false;  // whether partners answer the rubric before they hand in
  std::string minimum_grade;     // of the rubric's; empty: every grade will do
  Rubric rubric = Rubric::quality();
  Screening screening;
  // Where webhooks may be beside the public internet's https: "localhost", "tools.campus:8080".
  std::vector<std::string> webhook_hosts;
  NamespacePolicy namespaces;
  Quota quota;
  // Whether those who download what is published are sent to the object store for it, by an address
  // that is good for minutes.
  bool presigned_downloads = false;
  bool oidc_registration = false;  // whether strangers may ask to become partners as who they are
                                   // at the OpenID provider
};

// From JSON: {"approvals": 2, "self_assessment": true, "minimum_grade": "sound", "rubric":
// "rubric.json", "webhook_hosts": ["tools.campus:8080"],
// "quarantine": ["program-inside"], "clamd": "/run/clamav/clamd.ctl",
// "namespaces": {"proved": true, "name_servers": ["192.0.2.1:5353"], "hosts":
// ["training.campus:8080"]}, "quota": {"bytes_a_day": 50000000000, "submissions_a_day": 1000,
// "open_uploads": 20}, "presigned_downloads": true, "oidc_registration": true}, every member
// optional, a relative path beginning at the file's folder.
// ("policy-unreadable", "policy-invalid", "rubric-invalid")
Result<Policy> read_policy(const std::filesystem::path& file);

// Whether the grade is the policy's minimum or above it.
bool good_enough(const std::string& grade, const Policy& policy);

}  // namespace haat::server
