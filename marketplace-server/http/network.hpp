#pragma once

#include <string>
#include <vector>

#include "core/result.hpp"

namespace haat::server {

// Addresses that begin alike, as an operator writes them: "10.0.0.0/8", "2001:db8::/32", or one
// address alone.
class Network {
 public:
  static Result<Network> parse(const std::string& text);  // ("network-invalid")

  // False for what is no address. An IPv4 address that was mapped into IPv6 counts as itself.
  bool contains(const std::string& address) const;

 private:
  std::string base_;
  unsigned bits_ = 0;
};

Result<std::vector<Network>> parse_networks(const std::vector<std::string>& texts);
bool contains(const std::vector<Network>& networks, const std::string& address);

bool is_this_machine(const std::string& address);  // a loopback address

// Who really asks: the peer, or, where the peer is a proxy that we believe, the last address of
// X-Forwarded-For that is no such proxy.
std::string client_address(const std::string& peer, const std::string& forwarded_for,
                           const std::vector<Network>& proxies);

}  // namespace haat::server
