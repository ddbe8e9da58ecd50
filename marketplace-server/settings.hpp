#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.hpp"
#include "marketplace-server/http/rate_limit.hpp"
#include "marketplace-server/review/policy.hpp"
#include "sdk/host/provider_host.hpp"

namespace haat::server {

// What the operator chose. configuration.schema.json says what each member is, and what it is where
// nobody says anything.
struct Settings {
  std::filesystem::path file;  // the configuration; empty: none
  std::filesystem::path data;
  std::string listen;
  std::filesystem::path providers;  // file; empty: own_providers
  std::filesystem::path policy;     // file; empty: own_policy
  std::string own_providers{};      // JSON, as of a providers file; empty: none
  std::string own_policy{};         // JSON, as of a policy file; empty: Policy's own
  std::filesystem::path worker;     // empty: beside this program
  std::uint64_t max_upload = 0;     // bytes
  bool json_log = false;
  std::uint64_t disk_floor = 0;           // bytes
  std::vector<std::string> metrics_from;  // networks
  std::vector<std::string> proxies;       // networks
  Rates rates;
  // Each member that somebody chose, as JSON: what has changed since, when it is read again.
  std::map<std::string, std::string> chosen;

  std::filesystem::path folder() const;  // where relative paths of the file begin
};

std::filesystem::path program_folder();  // where this program's file is

// The providers file:
//   {"providers": [{"id": "demo", "library": "demo.so", "settings": {...}, "readable":
//   ["/srv/courses"], "hosts": ["lms.example.org"]}]}
// A library without a slash is one that was installed with the server; relative paths start at the
// file. A host may be {"name": "lms.example.org:8443", "private": true, "authority": "ca.pem"}.
// ("providers-file-unreadable", "providers-file-invalid")
Result<std::vector<ProviderConfig>> read_providers(const std::filesystem::path& file);
Result<std::vector<ProviderConfig>> parse_providers(std::string_view text, const std::string& name,
                                                    const std::filesystem::path& folder);
std::string_view providers_schema();  // JSON Schema, draft 7

// From their own files, or from within the configuration.
Result<std::vector<ProviderConfig>> providers_of(const Settings& settings);
Result<Policy> policy_of(const Settings& settings);

}  // namespace haat::server
