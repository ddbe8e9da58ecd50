#pragma once

#include <string>
#include <vector>

#include "marketplace-server/http/headers.hpp"
#include "marketplace-server/http/network.hpp"

namespace haat::server {

// The address that a request comes from: the one at the other end of the connection, or, if a proxy
// stands there, what the proxy says in the last X-Forwarded-For. What a client wrote in front of
// that, and what others than proxies say, is not believed.
std::string client_of(const std::string& connected, const Headers& headers,
                      const std::vector<Network>& proxies);

// What a client is counted under where something is limited per address: an IPv4 address, or of an
// IPv6 address the /64, since whoever has one of it has all of it.
std::string peer_of(const std::string& client);

bool is_loopback(const std::string& client);

}  // namespace haat::server
