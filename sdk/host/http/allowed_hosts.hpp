#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "core/result.hpp"
#include "sdk/host/http/url.hpp"
#include "sdk/host/provider_host.hpp"

namespace haat::http {

// The hosts that the operator named for a provider.
class AllowedHosts {
 public:
  struct Host {
    std::string name;        // lower case
    std::uint16_t port = 0;  // 0: the usual one of http and of https
    bool may_be_private = false;
    std::filesystem::path authority;  // empty: those that the system trusts
  };

  // "provider-host-invalid" for what is no name of a host.
  static Result<AllowedHosts> of(const std::vector<ProviderPartnerHost>& named);

  const Host* find(const Url& url) const;  // nullptr: not allowed

 private:
  std::vector<Host> hosts_;
};

}  // namespace haat::http
