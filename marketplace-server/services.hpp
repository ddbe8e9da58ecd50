#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "core/clock.hpp"
#include "core/package/limits.hpp"
#include "core/signing/key.hpp"

namespace haat {
class ProviderHost;
}  // namespace haat

namespace haat::server {

class PolicyInForce;
class Store;
class Blobs;
class CheckCalls;
class Duty;
class UploadFolder;
class Catalogue;
class AnswerCache;
class IngestIntervals;
class IngestRequests;
class Mappings;
class ProviderSettings;
class Metrics;
class Readiness;
class Issuer;

// Everything that endpoints work with. Each outlives the HTTP server; each may be used from several
// threads at once.
struct Services {
  Store& store;
  Blobs& blobs;
  const Duty& duty;
  UploadFolder& uploads;
  CheckCalls& check_calls;
  Catalogue& catalogue;
  AnswerCache& answers;
  ProviderHost& providers;
  ProviderSettings& provider_settings;
  const Mappings& mappings;  // of providers that have one
  const IngestIntervals& ingest_intervals;
  IngestRequests& ingest_requests;
  const SecretKey& key;         // the marketplace's own
  const SecretKey& online_key;  // signs what the TUF root lets a server sign
  Clock clock;
  const PolicyInForce& policy;
  Limits limits;                  // of what is in a package
  std::uint64_t max_package = 0;  // bytes of a zip, uploaded or fetched
  std::string public_url;         // how clients reach this server; empty: as each of them does
  std::string admin_email;
  std::function<void(const std::string& line)> log;
  Metrics& metrics;
  Readiness& readiness;
  Issuer& issuer;  // that people sign in with, if there is one
};

}  // namespace haat::server
