#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "core/clock.hpp"
#include "core/package/limits.hpp"
#include "core/signing/key.hpp"

namespace haat {
class ProviderHost;
}

namespace haat::server {

class Metrics;
struct Policy;
class PolicyInForce;
class Readiness;
class Store;
class BlobFolder;

// Everything that endpoints work with. Each outlives the HTTP server; each may be used from several
// threads at once.
struct Services {
  Store& store;
  BlobFolder& blobs;
  ProviderHost& providers;
  const SecretKey& key;         // the marketplace's own
  const SecretKey& online_key;  // signs what the TUF root lets a server sign
  Clock clock;
  const PolicyInForce& policy;
  Limits limits;                  // of what is in a package
  std::uint64_t max_package = 0;  // bytes of a zip, uploaded or fetched
  std::function<void(const std::string& line)> log;
  Metrics& metrics;
  Readiness& readiness;
};

}  // namespace haat::server
