#pragma once

#include <string>
#include <utility>
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
  Network(std::string base, unsigned bits) : base_(std::move(base)), bits_(bits) {}

  std::string base_;  // 4 or 16 bytes
  unsigned bits_;
};

Result<std::vector<Network>> parse_networks(const std::vector<std::string>& texts);
bool contains(const std::vector<Network>& networks, const std::string& address);

}  // namespace haat::server
