#pragma once

#include <Poco/Net/IPAddress.h>

#include <string>

#include "marketplace-server/http/headers.hpp"

namespace haat::server {

// What a request is counted under where something is limited per address: an IPv4 address, or of an
// IPv6 address the /64, since whoever has one of it has all of it. A proxy in front of the server
// stands on this machine, and its last X-Forwarded-For is believed; nobody else's is.
std::string peer_of(const Poco::Net::IPAddress& address, const Headers& headers);

}  // namespace haat::server
