#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "core/result.hpp"
#include "marketplace-server/places.hpp"
#include "sdk/host/provider_host.hpp"

namespace haat::server {

// What the operator chose on the command line.
struct Settings {
  std::filesystem::path data = "haat-data";
  Places elsewhere = places_of_environment();
  std::string listen = "127.0.0.1:8080";
  std::filesystem::path providers;        // file; empty: none
  std::filesystem::path policy;           // file; empty: Policy's own
  std::filesystem::path worker;           // empty: beside this program
  std::uint64_t max_upload = 2ull << 30;  // bytes
  std::string public_url;                 // without a slash at the end; empty: as clients say
  std::string admin_email = "nobody@marketplace.invalid";  // told to harvesters
  bool help = false;
};

std::filesystem::path program_folder();  // where this program's file is

// The providers file:
//   {"providers": [{"id": "demo", "library": "demo.so", "settings": {...}, "readable":
//   ["/srv/courses"], "hosts": ["lms.example.org"]}]}
// A library without a slash is one that was installed with the server; relative paths start at the
// file. A host may be {"name": "lms.example.org:8443", "private": true, "authority": "ca.pem"}.
// ("providers-file-unreadable", "providers-file-invalid")
Result<std::vector<ProviderConfig>> read_providers(const std::filesystem::path& file);

}  // namespace haat::server
