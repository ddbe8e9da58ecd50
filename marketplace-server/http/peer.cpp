#include "marketplace-server/http/peer.hpp"

#include "core/ascii.hpp"

namespace haat::server {
namespace {

using Poco::Net::IPAddress;

// The last field's last address: what stands before it, the client may have written itself.
IPAddress forwarded_for(const Headers& headers, const IPAddress& otherwise) {
  std::string last;
  for (const Header& header : headers.all())
    if (equal_but_for_case(header.name, "X-Forwarded-For")) last = header.value;
  last.erase(0, last.find_last_of(", ") + 1);
  IPAddress address;
  return IPAddress::tryParse(last, address) ? address : otherwise;
}

}  // namespace

std::string peer_of(const IPAddress& address, const Headers& headers) {
  const IPAddress peer = address.isLoopback() ? forwarded_for(headers, address) : address;
  if (peer.family() == IPAddress::IPv4) return peer.toString();
  if (peer.isIPv4Mapped()) return peer.toString().substr(peer.toString().rfind(':') + 1);
  return (peer & IPAddress(64, IPAddress::IPv6)).toString() + "/64";
}

}  // namespace haat::server
