#pragma once

#include <vector>

#include "core/signing/trust.hpp"
#include "sdk/host/http/allowed_hosts.hpp"
#include "sdk/host/provider_host.hpp"

namespace haat {

// A provider's configuration that makes sense, and what it says.
struct PreparedProvider {
  ProviderConfig config;
  http::AllowedHosts hosts;
  std::vector<TrustedKey> signers;  // none: the library need not be signed
};

// ("provider-id-invalid", "provider-host-invalid", "provider-authority-missing",
// "public-key-invalid", "trusted-key-invalid", "time-invalid")
Result<PreparedProvider> prepare(ProviderConfig config);

}  // namespace haat
