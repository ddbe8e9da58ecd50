#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "core/mapping/mapping.hpp"
#include "core/result.hpp"
#include "marketplace-server/oidc/issuer.hpp"
#include "marketplace-server/places.hpp"
#include "sdk/host/provider_host.hpp"

namespace haat::server {

// What the operator chose; configuration/configuration.schema.json says what each is, and what it
// is where nobody says anything.
struct Settings {
  std::filesystem::path data;
  Places elsewhere;  // what is not in `data`
  std::string listen;
  std::filesystem::path providers;   // file; empty: none
  std::filesystem::path policy;      // file; empty: Policy's own
  std::filesystem::path dictionary;  // file; empty: the demonstration's
  std::filesystem::path worker;      // empty: beside this program
  std::uint64_t max_upload = 0;      // bytes
  std::string public_url;            // without a slash at the end; empty: as clients say
  std::string admin_email;           // told to harvesters
  std::string key_passphrase;        // empty: keys are not sealed
  bool text_log = false;
  std::uint64_t disk_floor = 0;           // bytes
  std::vector<std::string> metrics_from;  // networks
  std::vector<std::string> proxies;       // networks
  std::uint64_t account_rate = 0;         // requests a minute; 0: as many as they like
  std::uint64_t address_rate = 0;
  std::chrono::seconds drain{0};
  int checkers = 0;       // packages that are checked at one time
  IssuerSettings issuer;  // that people sign in with
};

std::filesystem::path program_folder();  // where this program's file is

// The providers file:
//   {"providers": [{"id": "demo", "library": "demo.so", "settings": {...}, "readable":
//   ["/srv/courses"], "hosts": ["lms.example.org"]}]}
// A library without a slash is one that was installed with the server; relative paths start at the
// file. A host may be {"name": "lms.example.org:8443", "private": true, "authority": "ca.pem"}.
// With "mapping": "acme.mapping.json" the catalogue is read by that (core/mapping).
// With "ingest_every": 600 it is taken again after so many seconds; else hourly, or each minute
// where the provider can tell what changed. With "signed_by": ["haat-ed25519 ..."] the library must
// be signed by one of these keys; beside "providers", that counts for all that do not say
// otherwise.
// ("providers-file-unreadable", "providers-file-invalid")
struct Providers {
  std::vector<ProviderConfig> list;
  std::map<std::string, Mapping> mappings;  // by provider
  std::map<std::string, std::chrono::seconds> ingest_every{};
};
Result<Providers> read_providers(const std::filesystem::path& file);

}  // namespace haat::server
