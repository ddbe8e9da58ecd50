#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "sdk/host/http/transfer.hpp"

namespace haat::http {

// The request as it may be made, or what is wrong with it: HAAT_FAULT_PLUGIN for one that is none,
// HAAT_FAULT_SETTINGS for a host that the operator did not name.
tl::expected<Url, Fault> judge(const wire::HttpRequest& request, const AllowedHosts& hosts);

// A request and its answer over the network, redirects and all: each is judged as the first one
// was, none leads from https to http, and to another host goes nothing that could be a credential.
class Exchange final : public Reply {
 public:
  Exchange(Connections& connections, const AllowedHosts& hosts, wire::HttpRequest request, Url url,
           std::uint64_t largest);

  tl::expected<wire::HttpHead, Fault> head(const Wait& wait) override;
  tl::expected<std::string_view, Fault> body(const Wait& wait) override;
  std::string way() const override { return redirects_ > 0 ? url_.without_secrets() : ""; }

 private:
  void begin();
  tl::expected<void, Fault> follow(std::uint32_t status, const std::string& location);

  Connections& connections_;
  const AllowedHosts& hosts_;
  wire::HttpRequest request_;
  Url url_;
  const std::uint64_t largest_;
  int redirects_ = 0;
  std::unique_ptr<Transfer> transfer_;
};

}  // namespace haat::http
